package dev.sluice.node.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What CLIENT LIST says of users and names, but for the connection that asked. */
record ClientList(List<Map<String, String>> clients) {
    /** A line has thirty fields; of ten thousand clients they would be 50 MB. */
    private static final Set<String> KEPT = Set.of("id", "user", "name");

    static ClientList parse(String text, long ownId) {
        return new ClientList(text.lines()
                .map(ClientList::fields)
                .filter(client -> client.containsKey("id"))
                .filter(client -> !Long.toString(ownId).equals(client.get("id")))
                .toList());
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>(KEPT.size() * 2);
        for (String pair : line.split(" ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && KEPT.contains(pair.substring(0, equals))) {
                fields.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return fields;
    }

    /** Distinct values of {@code user} or {@code name}, those that are empty left out. */
    Set<String> distinct(String field) {
        Set<String> values = new TreeSet<>();
        for (Map<String, String> client : clients) {
            String value = client.getOrDefault(field, "");
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }
}
