package dev.sluice.proof.dataset;

import static dev.sluice.proof.dataset.Commands.bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads values by type and turns each into its digest. */
final class ValueReader {
    /** In place of the digest of a key that is there no longer; no value has it. */
    static final KeyImage.Digest GONE = new KeyImage.Digest(0, 0);

    private final Connection connection;
    private final StreamReader streams;
    private final ValueDigest digest = new ValueDigest();

    ValueReader(Connection connection) {
        this.connection = connection;
        this.streams = new StreamReader(connection);
    }

    List<KeyImage.Digest> read(List<byte[]> names, List<String> types) {
        int sent = 0;
        for (int i = 0; i < names.size(); i++) {
            sent += send(names.get(i), types.get(i)) ? 1 : 0;
        }
        List<Object> replies = connection.getMany(sent);
        List<KeyImage.Digest> digests = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < names.size(); i++) {
            String type = types.get(i);
            if (type.equals("none")) {
                digests.add(GONE);
            } else if (type.equals("stream")) {
                digests.add(stream(names.get(i)));
            } else {
                digests.add(value(type, replies.get(next++)));
            }
        }
        return digests;
    }

    private boolean send(byte[] name, String type) {
        switch (type) {
            case "none", "stream" -> {
                return false;
            }
            case "string" -> connection.sendCommand(Command.GET, name);
            case "list" -> connection.sendCommand(Command.LRANGE, name, bytes(0), bytes(-1));
            case "set" -> connection.sendCommand(Command.SMEMBERS, name);
            case "zset" -> connection.sendCommand(Command.ZRANGE, name, bytes(0), bytes(-1), bytes("WITHSCORES"));
            case "hash" -> connection.sendCommand(Command.HGETALL, name);
            // Of a module: its serialized form is all there is to compare.
            default -> connection.sendCommand(Command.DUMP, name);
        }
        return true;
    }

    private KeyImage.Digest value(String type, @Nullable Object reply) {
        if (reply instanceof JedisDataException error) {
            throw error;
        }
        if (reply == null) {
            return GONE;
        }
        if (reply instanceof byte[] bytes) {
            return digest.of(List.of(bytes));
        }
        List<byte[]> elements = elements(reply);
        if (elements.isEmpty()) {
            return GONE;
        }
        return switch (type) {
            case "set" -> digest.of(ValueDigest.sorted(elements));
            case "hash" -> digest.of(ValueDigest.sortedPairs(elements));
            case "zset" -> digest.of(scores(elements));
            default -> digest.of(elements);
        };
    }

    private KeyImage.Digest stream(byte[] name) {
        List<Object> parts = streams.read(name);
        return parts.isEmpty() ? GONE : digest.of(parts);
    }

    /** Versions write the same score in different ways; read as a number it is the same. */
    private static List<List<Object>> scores(List<byte[]> flat) {
        List<List<Object>> members = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 2) {
            members.add(List.of(flat.get(i), score(new String(flat.get(i + 1), StandardCharsets.US_ASCII))));
        }
        return members;
    }

    private static Long score(String text) {
        return switch (text) {
            case "inf" -> Double.doubleToLongBits(Double.POSITIVE_INFINITY);
            case "-inf" -> Double.doubleToLongBits(Double.NEGATIVE_INFINITY);
            default -> Double.doubleToLongBits(Double.parseDouble(text));
        };
    }

    private static List<byte[]> elements(Object reply) {
        List<byte[]> elements = new ArrayList<>();
        ((List<?>) reply).forEach(element -> elements.add((byte[]) element));
        return elements;
    }
}
