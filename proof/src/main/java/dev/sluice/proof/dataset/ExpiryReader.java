package dev.sluice.proof.dataset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Reads when keys expire. PEXPIRETIME says it to the millisecond; before 7.0 there is only the time left. */
final class ExpiryReader {
    static final long GONE = -2;

    private final Connection connection;
    private final boolean absolute;

    ExpiryReader(Connection connection, boolean absolute) {
        this.connection = connection;
        this.absolute = absolute;
    }

    /** Milliseconds since 1970 by the server's clock, {@link KeyImage#NEVER} or {@link #GONE}. */
    List<Long> read(List<byte[]> names) {
        Command command = absolute ? Command.PEXPIRETIME : Command.PTTL;
        connection.sendCommand(Command.TIME);
        names.forEach(name -> connection.sendCommand(command, name));
        List<Object> replies = connection.getMany(names.size() + 1);
        long base = absolute ? 0 : millis(replies.get(0));
        List<Long> times = new ArrayList<>();
        for (Object reply : replies.subList(1, replies.size())) {
            long time = (Long) reply;
            times.add(time < 0 ? time : base + time);
        }
        return times;
    }

    long serverTimeMs() {
        connection.sendCommand(Command.TIME);
        return millis(connection.getOne());
    }

    private static long millis(Object reply) {
        List<?> time = (List<?>) reply;
        return number(time.get(0)) * 1_000 + number(time.get(1)) / 1_000;
    }

    private static long number(Object text) {
        return Long.parseLong(new String((byte[]) text, StandardCharsets.US_ASCII));
    }
}
