package dev.sluice.proof.load;

import dev.sluice.proof.history.FactKeys;
import dev.sluice.proof.history.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;

/** Turns a kind of operation into the commands of it, on one connection, and their replies into a value. */
final class FactWriter {
    private static final int MAX_PADDING = 120;

    private final Jedis jedis;
    private final FactKeys keys;
    private final int client;
    private final String padding;

    FactWriter(Jedis jedis, FactKeys keys, int client, RandomGenerator random) {
        this.jedis = jedis;
        this.keys = keys;
        this.client = client;
        this.padding = "x".repeat(random.nextInt(MAX_PADDING));
    }

    /** Carries out one operation; the reply's value, 0 where the reply is no number. */
    long apply(Kind kind, long sequence) {
        return switch (kind) {
            case COUNTER -> jedis.incr(keys.of(client, kind));
            case APPEND -> jedis.append(keys.of(client, kind), sequence + ";");
            case LIST -> jedis.rpush(keys.of(client, kind), element(sequence));
            case STREAM -> {
                jedis.xadd(keys.of(client, kind), StreamEntryID.NEW_ENTRY, Map.of("n", element(sequence)));
                yield 0;
            }
            case HASH -> jedis.hincrBy(keys.of(client, kind), Long.toString(sequence), 1);
            case TRANSACTION -> transaction(sequence);
            case SHARED -> jedis.incr(keys.shared(sequence));
            case READ_COUNTER -> number(jedis.get(keys.of(client, Kind.COUNTER)));
            case READ_LIST -> jedis.llen(keys.of(client, Kind.LIST));
            case READ_SHARED -> number(jedis.get(keys.shared(sequence)));
        };
    }

    /** Sends several operations at once; a reply each, an exception where one is an error. */
    List<Object> applyPipelined(List<Kind> kinds, List<Long> sequences) {
        Pipeline pipeline = jedis.pipelined();
        List<Response<Long>> replies = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            String key = keys.of(client, kinds.get(i));
            long sequence = sequences.get(i);
            replies.add(
                    switch (kinds.get(i)) {
                        case COUNTER -> pipeline.incr(key);
                        case APPEND -> pipeline.append(key, sequence + ";");
                        case LIST -> pipeline.rpush(key, element(sequence));
                        case HASH -> pipeline.hincrBy(key, Long.toString(sequence), 1);
                        default -> throw new IllegalArgumentException("not pipelined: " + kinds.get(i));
                    });
        }
        pipeline.sync();
        List<Object> values = new ArrayList<>();
        for (Response<Long> reply : replies) {
            values.add(Replies.of(reply));
        }
        return values;
    }

    private long transaction(long sequence) {
        try (AbstractTransaction transaction = jedis.multi()) {
            Response<Long> count = transaction.incr(keys.of(client, Kind.TRANSACTION));
            transaction.rpush(keys.transactionList(client), element(sequence));
            transaction.exec();
            return count.get();
        }
    }

    /** The sequence number first, then what makes elements of different clients differ in size. */
    private String element(long sequence) {
        return sequence + ":" + padding;
    }

    private static long number(@org.jspecify.annotations.Nullable String reply) {
        return reply == null ? 0 : Long.parseLong(reply);
    }
}
