package dev.sluice.benchmarks.compare;

import java.nio.file.Path;

/** Where Sluice's own directory is. */
final class Home {
    /** System property, set by the script. */
    private static final String PROPERTY = "sluice.home";

    private Home() {}

    static Path directory() {
        return Path.of(System.getProperty(PROPERTY, ".")).toAbsolutePath().normalize();
    }
}
