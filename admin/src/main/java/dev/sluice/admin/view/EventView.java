package dev.sluice.admin.view;

import dev.sluice.cutover.api.Migration.MigrationEvent;
import java.util.List;
import java.util.Map;

/** The answer to EVENTS: the audit trail, the newest last. */
public final class EventView {
    private EventView() {}

    /** The newest {@code count} of them. */
    public static List<Map<String, Object>> newest(List<MigrationEvent> events, int count) {
        return events.subList(Math.max(0, events.size() - count), events.size()).stream()
                .map(EventView::of)
                .toList();
    }

    private static Map<String, Object> of(MigrationEvent event) {
        return new Fields()
                .add("number", event.number())
                .add("at", event.at().toString())
                .add("epoch", event.epoch())
                .add("state", event.state())
                .add("text", event.text())
                .map();
    }
}
