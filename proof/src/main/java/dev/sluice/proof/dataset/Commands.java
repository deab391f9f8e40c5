package dev.sluice.proof.dataset;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Sends commands on one connection without waiting, a bounded number at a time, and takes their replies. */
final class Commands {
    private static final int BATCH = 500;

    private final Connection connection;
    private int outstanding;

    Commands(Connection connection) {
        this.connection = connection;
    }

    /** Sends a command whose reply matters only if it is an error. */
    void write(Protocol.Command command, byte[]... arguments) {
        connection.sendCommand(command, arguments);
        if (++outstanding == BATCH) {
            flush();
        }
    }

    /** Waits for the replies of what was written; fails with the first error among them. */
    void flush() {
        List<Object> replies = connection.getMany(outstanding);
        outstanding = 0;
        for (Object reply : replies) {
            if (reply instanceof JedisDataException error) {
                throw error;
            }
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }
}
