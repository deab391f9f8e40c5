package dev.sluice.proof.check;

import dev.sluice.proof.Endpoint;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.FactKeys;
import dev.sluice.proof.history.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/** Reads facts back from a server, as a client. */
public final class FactReader {
    private final Jedis jedis;
    private final FactKeys keys;

    private FactReader(Jedis jedis, FactKeys keys) {
        this.jedis = jedis;
        this.keys = keys;
    }

    /** The facts of these clients, by client number. */
    public static Map<Integer, ClientFacts> clients(Endpoint server, FactKeys keys, List<ClientHistory> histories) {
        Map<Integer, ClientFacts> facts = new HashMap<>();
        try (Jedis jedis = server.connect()) {
            FactReader reader = new FactReader(jedis, keys);
            for (ClientHistory history : histories) {
                jedis.select(history.database());
                facts.put(history.client(), reader.client(history.client()));
            }
        }
        return facts;
    }

    /** The values of the shared counters that these clients used, by counter number. */
    public static Map<Long, Long> shared(Endpoint server, FactKeys keys, List<ClientHistory> histories) {
        Map<Long, Long> values = new HashMap<>();
        try (Jedis jedis = server.connect()) {
            for (ClientHistory history : histories) {
                jedis.select(history.database());
                history.forEach(operation -> {
                    if (operation.kind() == Kind.SHARED) {
                        values.computeIfAbsent(operation.sequence(), n -> number(jedis.get(keys.shared(n))));
                    }
                });
            }
        }
        return values;
    }

    private ClientFacts client(int client) {
        Map<Kind, List<Long>> sequences = new EnumMap<>(Kind.class);
        sequences.put(Kind.APPEND, appended(jedis.get(keys.of(client, Kind.APPEND))));
        sequences.put(Kind.LIST, elements(jedis.lrange(keys.of(client, Kind.LIST), 0, -1)));
        sequences.put(Kind.TRANSACTION, elements(jedis.lrange(keys.transactionList(client), 0, -1)));
        sequences.put(Kind.STREAM, entries(keys.of(client, Kind.STREAM)));
        sequences.put(Kind.HASH, fields(jedis.hgetAll(keys.of(client, Kind.HASH))));
        return new ClientFacts(
                number(jedis.get(keys.of(client, Kind.COUNTER))),
                number(jedis.get(keys.of(client, Kind.TRANSACTION))),
                sequences);
    }

    private List<Long> entries(String key) {
        List<Long> numbers = new ArrayList<>();
        for (StreamEntry entry : jedis.xrange(key, (StreamEntryID) null, null)) {
            numbers.add(sequence(entry.getFields().getOrDefault("n", "")));
        }
        return numbers;
    }

    private static List<Long> fields(Map<String, String> hash) {
        List<Long> numbers = new ArrayList<>();
        hash.forEach(
                (field, times) -> numbers.addAll(Collections.nCopies(Integer.parseInt(times), Long.parseLong(field))));
        return numbers;
    }

    private static List<Long> appended(@Nullable String text) {
        List<Long> numbers = new ArrayList<>();
        if (text == null) {
            return numbers;
        }
        int start = 0;
        for (int end = text.indexOf(';'); end >= 0; end = text.indexOf(';', start)) {
            numbers.add(Long.parseLong(text.substring(start, end)));
            start = end + 1;
        }
        return numbers;
    }

    private static List<Long> elements(List<String> elements) {
        return elements.stream().map(FactReader::sequence).toList();
    }

    /** The number before the colon; -1, which was never sent, for an element that has none. */
    private static long sequence(String element) {
        int colon = element.indexOf(':');
        return colon <= 0 ? -1 : Long.parseLong(element.substring(0, colon));
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
