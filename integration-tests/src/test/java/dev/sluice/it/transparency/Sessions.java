package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which id each connection has in either world. Ids of connections that are closed stay known. */
final class Sessions {
    /** What CLIENT LIST tells of a connection and is the connection's own; addresses, ages, buffers and counts are not. */
    private static final Set<String> COMPARED =
            Set.of("name", "db", "sub", "psub", "ssub", "multi", "watch", "user", "resp", "lib-name", "lib-ver");

    private final Map<String, String> direct = new HashMap<>();
    private final Map<String, String> proxied = new HashMap<>();
    private int opened;

    void opened(int connection, String directId, String proxiedId) {
        String session = connection + "." + opened++;
        direct.put(directId, session);
        proxied.put(proxiedId, session);
    }

    /** Whether the two ids are those of the same connection. */
    boolean same(String directId, String proxiedId) {
        String session = direct.get(directId);
        return session != null && session.equals(proxied.get(proxiedId));
    }

    /** Whether two replies to CLIENT LIST or INFO tell the same of the connections known here, whoever else is connected. */
    boolean sameClients(Frame directList, Frame proxiedList) {
        return directList.type() == proxiedList.type()
                && clients(textOf(directList), direct).equals(clients(textOf(proxiedList), proxied));
    }

    private static String textOf(Frame list) {
        // A verbatim string begins with its format.
        return list.type() == '=' ? list.text().substring("txt:".length()) : list.text();
    }

    private static Map<String, List<String>> clients(String list, Map<String, String> ids) {
        Map<String, List<String>> clients = new TreeMap<>();
        for (String line : list.split("\n", -1)) {
            Map<String, String> fields = new TreeMap<>();
            for (String field : line.split(" ", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    fields.put(field.substring(0, equals), field.substring(equals + 1));
                }
            }
            String session = ids.get(fields.getOrDefault("id", ""));
            if (session != null) {
                List<String> told = new ArrayList<>();
                fields.forEach((name, value) -> {
                    if (COMPARED.contains(name)) {
                        told.add(name + "=" + value);
                    }
                });
                clients.put(session, told);
            }
        }
        return clients;
    }
}
