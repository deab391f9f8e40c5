package dev.sluice.demo;

import java.util.ArrayList;
import java.util.List;

/** The names of the demo's steps, in the order in which {@link DemoFlow} takes them. */
final class Steps {
    private Steps() {}

    static List<String> names(boolean roundTrip) {
        List<String> names = new ArrayList<>(List.of(
                "start two servers",
                "load the source",
                "remember what was loaded",
                "start Sluice and clients",
                "copy to the target",
                "follow under load",
                "cut over"));
        if (roundTrip) {
            names.addAll(List.of("work at the target", "roll back", "work at the source", "cut over again"));
        }
        names.addAll(List.of("work on at the target", "verify at the target"));
        return names;
    }
}
