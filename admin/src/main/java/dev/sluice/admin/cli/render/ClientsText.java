package dev.sluice.admin.cli.render;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The clients as a table, and how many there are of each kind. */
public final class ClientsText {
    private static final List<String> HEADER =
            List.of("id", "address", "name", "user", "db", "v", "lane", "out", "age", "idle");
    /** Name and user give way when a line is too long, then the lane. */
    private static final List<Integer> NAMES = List.of(2, 3);

    private static final List<Integer> LANE = List.of(6);

    private static final List<Integer> NUMBERS = List.of(4, 5, 7, 8, 9);

    private ClientsText() {}

    /** @param narrow whether lines must be no wider than a terminal */
    public static String of(Tree answer, boolean narrow, Style style) {
        Page page = new Page();
        List<Tree> clients = answer.trees("clients");
        if (!clients.isEmpty()) {
            Columns columns =
                    new Columns(HEADER, clients.stream().map(ClientsText::row).toList(), NUMBERS);
            if (narrow) {
                columns.shrink(NAMES, Page.WIDTH);
                columns.shrink(LANE, Page.WIDTH);
            }
            page.line(style.faint(columns.header()));
            columns.lines().forEach(page::line);
        }
        if (answer.number("more") > 0) {
            page.line("... and " + answer.number("more") + " more (--limit)");
        }
        if (!clients.isEmpty()) {
            page.line("");
        }
        page.field("clients", answer.number("total") + counts(": ", answer.tree("lanes")));
        page.field("pinned", counts("", answer.tree("pinned")).isEmpty() ? "none" : counts("", answer.tree("pinned")));
        return page.toString();
    }

    private static List<String> row(Tree client) {
        String pinned = client.text("pinned");
        return List.of(
                client.text("id"),
                client.text("address"),
                client.text("name"),
                client.text("user"),
                client.text("db"),
                client.text("resp"),
                // A reason says that it is an own one.
                pinned.isEmpty() ? client.text("lane") : pinned,
                client.text("outstanding"),
                Units.age(client.number("age")),
                Units.age(client.number("idle")));
    }

    private static String counts(String lead, Tree counts) {
        String all = counts.map().entrySet().stream().map(ClientsText::count).collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : lead + all;
    }

    private static String count(Map.Entry<String, Object> entry) {
        return entry.getValue() + " " + entry.getKey();
    }
}
