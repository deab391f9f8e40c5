package dev.sluice.admin.cli.render;

import java.util.List;

/** The audit trail, one event after the other. */
public final class EventText {
    private EventText() {}

    public static String of(List<Tree> events) {
        Page page = new Page();
        for (Tree event : events) {
            String lead = Page.fit(String.valueOf(event.number("number")), 6)
                    + Page.fit(event.text("at").replaceFirst("\\.\\d+Z$", "Z"), 22)
                    + Page.fit(event.text("state"), 12);
            page.indented(lead, event.text("text"));
        }
        return page.toString();
    }
}
