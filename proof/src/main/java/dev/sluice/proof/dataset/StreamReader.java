package dev.sluice.proof.dataset;

import static dev.sluice.proof.dataset.Commands.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Reads a stream with all that replication must carry: entries, last id, groups with their position, consumers, and pending
 * entries with owner and number of deliveries. Left out is what time changes and what older servers do not know (idle
 * times, entries-read, lag).
 */
final class StreamReader {
    private static final long MAX_PENDING = 1_000_000;

    private final Connection connection;

    StreamReader(Connection connection) {
        this.connection = connection;
    }

    /** Empty when there is no such stream. */
    List<Object> read(byte[] name) {
        connection.sendCommand(Command.XRANGE, name, bytes("-"), bytes("+"));
        connection.sendCommand(Command.XINFO, Keyword.STREAM.getRaw(), name);
        connection.sendCommand(Command.XINFO, Keyword.GROUPS.getRaw(), name);
        List<Object> replies = connection.getMany(3);
        if (replies.get(1) instanceof JedisDataException) {
            return List.of();
        }
        List<Object> parts = new ArrayList<>();
        parts.add(replies.get(0));
        parts.add(ValueDigest.map(list(replies.get(1))).get("last-generated-id"));
        for (Object group : list(replies.get(2))) {
            parts.add(group(name, ValueDigest.map(list(group))));
        }
        return parts;
    }

    private List<Object> group(byte[] name, Map<String, Object> group) {
        byte[] groupName = (byte[]) group.get("name");
        connection.sendCommand(Command.XINFO, bytes("CONSUMERS"), name, groupName);
        connection.sendCommand(Command.XPENDING, name, groupName, bytes("-"), bytes("+"), bytes(MAX_PENDING));
        List<Object> replies = connection.getMany(2);
        List<Object> parts = new ArrayList<>(List.of(groupName, group.get("last-delivered-id")));
        for (Object consumer : list(replies.get(0))) {
            Map<String, Object> fields = ValueDigest.map(list(consumer));
            parts.add(List.of(fields.get("name"), fields.get("pending")));
        }
        for (Object entry : list(replies.get(1))) {
            List<Object> pending = list(entry);
            // Id, consumer, idle time (left out), deliveries.
            parts.add(List.of(pending.get(0), pending.get(1), pending.get(3)));
        }
        return parts;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object reply) {
        if (reply instanceof JedisDataException error) {
            throw error;
        }
        return (List<Object>) reply;
    }
}
