package dev.sluice.proof.dataset;

import static dev.sluice.proof.dataset.Commands.bytes;

import dev.sluice.proof.Endpoint;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/**
 * Loads keys of every type, with and without time to live, under binary names too, into several databases. Pipelined: some
 * 200,000 keys in a few seconds.
 */
public final class DataLoader {
    private static final Shape[] LARGE = {Shape.LIST, Shape.SET, Shape.INTEGER_SET, Shape.SORTED_SET, Shape.HASH};
    private static final long HOUR_MS = 3_600_000;
    private static final int PROGRESS_EVERY = 2_000;

    private final Commands commands;
    private final ValueWriter values;
    private final SplittableRandom random;
    private final long nowMs;
    private long loaded;

    private DataLoader(Commands commands, SplittableRandom random, long nowMs) {
        this.commands = commands;
        this.random = random;
        this.values = new ValueWriter(commands, random);
        this.nowMs = nowMs;
    }

    /**
     * Loads the data set.
     *
     * @param progress told from time to time how many keys there are
     * @return how many keys were loaded; some with a short time to live may be gone by then
     */
    public static long load(Endpoint server, DataSpec spec, LongConsumer progress) {
        try (Jedis jedis = server.connect()) {
            DataLoader loader = new DataLoader(
                    new Commands(jedis.getConnection()), new SplittableRandom(spec.seed()), System.currentTimeMillis());
            for (int database = 0; database < spec.databases(); database++) {
                loader.loadDatabase(spec, database, progress);
            }
            progress.accept(loader.loaded);
            return loader.loaded;
        }
    }

    private void loadDatabase(DataSpec spec, int database, LongConsumer progress) {
        commands.write(Command.SELECT, bytes(database));
        int keys = share(spec.keys(), spec.databases(), database);
        for (int i = 0; i < keys; i++) {
            if (i < LARGE.length) {
                values.collection(bytes(DataSpec.PREFIX + "large:" + i), LARGE[i], spec.largeElements());
            } else if (i == LARGE.length) {
                values.stream(bytes(DataSpec.PREFIX + "large:" + i), spec.largeElements());
            } else {
                byte[] key = key(i);
                values.write(key, Shape.of(i));
                expire(key, i);
            }
            if (++loaded % PROGRESS_EVERY == 0) {
                progress.accept(loaded);
            }
        }
        commands.flush();
    }

    /** The keys of one database, so that all together are exactly as many as asked for. */
    static int share(int keys, int databases, int database) {
        return keys / databases + (database < keys % databases ? 1 : 0);
    }

    /** Of 20 keys one has a binary name. */
    private byte[] key(int i) {
        String name = DataSpec.PREFIX + i;
        if (i % 20 != 7) {
            return bytes(name);
        }
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(bytes(name));
        key.writeBytes(new byte[] {':', 0, '\r', '\n', (byte) 0xff, ' '});
        return key.toByteArray();
    }

    /** Three of ten keys expire: in hours, and a few within seconds, while the copy runs. */
    private void expire(byte[] key, int i) {
        if (i % 10 >= 3) {
            return;
        }
        long ttl = i % 500 == 0 ? 1_000 + random.nextInt(30_000) : HOUR_MS + random.nextLong(24 * HOUR_MS);
        commands.write(Command.PEXPIREAT, key, bytes(nowMs + ttl));
    }
}
