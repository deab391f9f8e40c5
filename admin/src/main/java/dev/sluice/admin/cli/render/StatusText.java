package dev.sluice.admin.cli.render;

import java.util.Map;
import java.util.Set;

/** The status as a table. */
public final class StatusText {
    private static final int BAR = 30;
    private static final Set<String> AT_REST = Set.of("READY", "REVERSIBLE", "FINAL");

    private final Tree status;
    private final Style style;
    private final Page page = new Page();

    private StatusText(Tree status, Style style) {
        this.status = status;
        this.style = style;
    }

    public static String of(Tree status, Style style) {
        return new StatusText(status, style).render();
    }

    /** One line for a log: the names and words of the map as they are. */
    public static String line(Tree status) {
        return "state=%s active=%s epoch=%d lag=%d lag_ms=%d clients=%d"
                .formatted(
                        status.text("state"),
                        status.text("active"),
                        status.number("epoch"),
                        status.number("lag"),
                        status.number("lag_ms"),
                        status.number("clients"));
    }

    private String render() {
        state();
        nodes();
        page.line("");
        replication(status.tree("replication"));
        hold(status.tree("hold"));
        lists();
        Tree last = status.tree("last_attempt");
        if (!last.isEmpty()) {
            page.line("").line(Page.fit("last", 9) + AttemptText.headline(last, style));
        }
        return page.toString();
    }

    private void state() {
        String state = status.text("state");
        page.line(Page.fit("state", 9) + (AT_REST.contains(state) ? style.good(state) : style.notable(state)));
        if (!status.text("reason").isEmpty()) {
            page.field("", status.text("reason"));
        }
        page.field(
                "active",
                "%s, epoch %d, %s"
                        .formatted(
                                status.text("active"),
                                status.number("epoch"),
                                Units.count(status.number("clients"), "client", "clients")));
    }

    private void nodes() {
        page.line("");
        page.line(style.faint(Page.fit("node", 9) + Page.fit("address", 37) + Page.fit("version", 16) + "role"));
        for (Map.Entry<String, Object> node : status.tree("nodes").map().entrySet()) {
            Tree view = Tree.of(node.getValue());
            page.line(Page.fit(node.getKey(), 9)
                    + Page.fit(view.text("address"), 37)
                    + Page.fit(view.text("version"), 16)
                    + (view.flag("reachable") ? view.text("role") : style.bad("not reachable")));
        }
    }

    private void replication(Tree lane) {
        if (lane.text("phase").equals("off")) {
            page.field("copy", "none");
            return;
        }
        page.field("copy", "%s -> %s, %s".formatted(lane.text("from"), lane.text("to"), lane.text("phase")));
        bar("snapshot", lane.number("snapshot_sent"), lane.number("snapshot_total"));
        bar("spool", lane.number("spool_bytes"), lane.number("spool_max_bytes"));
        page.field("lag", Units.bytes(status.number("lag")) + ", " + Units.time(status.number("lag_ms")));
        page.field(
                "offset",
                "captured %s, sent %s, applied %s"
                        .formatted(
                                Units.number(lane.number("captured")),
                                Units.number(lane.number("sent")),
                                Units.number(lane.number("applied"))));
        page.field("links", links(lane));
        problem("stopped", lane.text("problem"));
        problem("lossy", lane.text("lossy"));
    }

    private void bar(String label, long part, long whole) {
        page.field(label, "%s %s of %s".formatted(Page.bar(part, whole, BAR), Units.bytes(part), Units.bytes(whole)));
    }

    private static String links(Tree lane) {
        return "%s %s, %s %s, %s, %s"
                .formatted(
                        lane.text("from"),
                        lane.flag("capture_up") ? "up" : "DOWN",
                        lane.text("to"),
                        lane.flag("apply_up") ? "up" : "DOWN",
                        Units.count(lane.number("full_syncs"), "full copy", "full copies"),
                        Units.count(lane.number("partial_syncs"), "partial resync", "partial resyncs"));
    }

    private void hold(Tree hold) {
        if (hold.number("commands") > 0) {
            page.field(
                    "hold",
                    "%s, %s, for %s"
                            .formatted(
                                    Units.count(hold.number("commands"), "command", "commands"),
                                    Units.bytes(hold.number("bytes")),
                                    Units.time(hold.number("ms"))));
        }
    }

    private void lists() {
        status.texts("changed_settings").forEach(change -> page.field("changed", change));
        status.texts("problems").forEach(problem -> problem("problem", problem));
        if (!status.texts("not_covered").isEmpty()) {
            page.field("not yet", String.join("; ", status.texts("not_covered")));
        }
    }

    private void problem(String label, String text) {
        if (!text.isEmpty()) {
            // Painted after the lines are laid out: colours have no width.
            String plain = new Page().field(label, text).toString();
            page.line(style.bad(label) + plain.substring(label.length()));
        }
    }
}
