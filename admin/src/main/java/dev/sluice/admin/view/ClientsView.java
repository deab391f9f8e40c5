package dev.sluice.admin.view;

import dev.sluice.admin.clients.ClientRow;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer to CLIENTS: those that are pinned first, by their reason, then by age; counts of all of them. */
public final class ClientsView {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 10_000;

    private static final Comparator<ClientRow> ORDER = Comparator.comparing(
                    ClientRow::pinned, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ClientRow::id);

    private ClientsView() {}

    /**
     * @param pinnedOnly whether to leave out those that share lanes
     * @param limit how many to list at most
     * @param nowMillis of the epoch
     */
    public static Map<String, Object> of(List<ClientRow> all, boolean pinnedOnly, int limit, long nowMillis) {
        List<ClientRow> wanted = all.stream()
                .filter(row -> !pinnedOnly || row.pinned() != null)
                .sorted(ORDER)
                .toList();
        return new Fields()
                .add(
                        "clients",
                        wanted.stream()
                                .limit(limit)
                                .map(row -> client(row, nowMillis))
                                .toList())
                .add("more", Math.max(0, wanted.size() - limit))
                .add("total", all.size())
                .add("lanes", counts(all, ClientRow::lane))
                .add("pinned", counts(all, ClientRow::pinned))
                .map();
    }

    private static Map<String, Object> client(ClientRow row, long nowMillis) {
        return new Fields()
                .add("id", row.id())
                .add("address", row.address())
                .add("name", row.name())
                .add("user", row.user())
                .add("db", row.db())
                .add("resp", row.resp())
                .add("lane", row.lane())
                .add("pinned", row.pinned())
                .add("outstanding", row.outstanding())
                .add("age", seconds(nowMillis - row.connectedAtMillis()))
                .add("idle", seconds(nowMillis - row.lastCommandMillis()))
                .map();
    }

    private static long seconds(long millis) {
        return Math.max(0, TimeUnit.MILLISECONDS.toSeconds(millis));
    }

    /** How many have each word, the most frequent first. */
    private static Map<String, Object> counts(List<ClientRow> rows, Function<ClientRow, @Nullable String> word) {
        Map<String, Long> counted = rows.stream()
                .filter(row -> word.apply(row) != null)
                .collect(Collectors.groupingBy(
                        row -> String.valueOf(word.apply(row)), TreeMap::new, Collectors.counting()));
        Map<String, Object> ordered = new LinkedHashMap<>();
        counted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
