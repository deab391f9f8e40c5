package dev.sluice.proof.dataset;

import static dev.sluice.proof.dataset.Commands.bytes;

import dev.sluice.proof.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads the images of all keys of a server, as any client could: SCAN, TYPE, the time to live and the value. Pipelined. A
 * key that expires meanwhile is left out.
 */
public final class DatasetReader {
    private static final int SCAN_COUNT = 500;
    private static final Pattern DATABASE = Pattern.compile("(?m)^db(\\d+):");
    private static final Pattern MAJOR = Pattern.compile("(?m)^redis_version:(\\d+)\\.");

    private final Connection connection;
    private final ValueReader values;
    private final ExpiryReader expiries;
    private final Map<KeyName, KeyImage> images = new HashMap<>();

    private DatasetReader(Connection connection, boolean absoluteExpiry) {
        this.connection = connection;
        this.values = new ValueReader(connection);
        this.expiries = new ExpiryReader(connection, absoluteExpiry);
    }

    /**
     * Reads the keys whose names match.
     *
     * @param pattern as of SCAN: {@code *} for all, {@code data:*} for what {@link DataLoader} loads
     * @param progress told from time to time how many keys were read
     */
    public static DatasetImage read(Endpoint server, String pattern, LongConsumer progress) {
        try (Jedis jedis = server.connect()) {
            Matcher major = MAJOR.matcher(jedis.info("server"));
            boolean absoluteExpiry = major.find() && Integer.parseInt(major.group(1)) >= 7;
            DatasetReader reader = new DatasetReader(jedis.getConnection(), absoluteExpiry);
            Matcher database = DATABASE.matcher(jedis.info("keyspace"));
            while (database.find()) {
                reader.readDatabase(Integer.parseInt(database.group(1)), bytes(pattern), progress);
            }
            return new DatasetImage(reader.images, reader.expiries.serverTimeMs());
        }
    }

    private void readDatabase(int database, byte[] pattern, LongConsumer progress) {
        connection.select(database);
        byte[] cursor = bytes("0");
        do {
            connection.sendCommand(Command.SCAN, cursor, bytes("MATCH"), pattern, bytes("COUNT"), bytes(SCAN_COUNT));
            List<?> reply = (List<?>) connection.getOne();
            cursor = (byte[]) reply.get(0);
            readKeys(database, names((List<?>) reply.get(1)));
            progress.accept(images.size());
        } while (!new String(cursor, StandardCharsets.US_ASCII).equals("0"));
    }

    private void readKeys(int database, List<byte[]> names) {
        List<String> types = types(names);
        List<Long> expiresAt = expiries.read(names);
        List<KeyImage.Digest> digests = values.read(names, types);
        for (int i = 0; i < names.size(); i++) {
            KeyImage.Digest digest = digests.get(i);
            if (!digest.equals(ValueReader.GONE) && expiresAt.get(i) != ExpiryReader.GONE) {
                KeyImage image = new KeyImage(types.get(i), digest, expiresAt.get(i));
                images.put(new KeyName(database, names.get(i)), image);
            }
        }
    }

    private List<String> types(List<byte[]> names) {
        names.forEach(name -> connection.sendCommand(Command.TYPE, name));
        List<String> types = new ArrayList<>();
        for (Object type : connection.getMany(names.size())) {
            types.add(new String((byte[]) type, StandardCharsets.US_ASCII));
        }
        return types;
    }

    private static List<byte[]> names(List<?> reply) {
        List<byte[]> names = new ArrayList<>();
        reply.forEach(name -> names.add((byte[]) name));
        return names;
    }
}
