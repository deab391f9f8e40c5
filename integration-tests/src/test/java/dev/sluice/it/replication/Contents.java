package dev.sluice.it.replication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamGroupInfo;

/** The keys of a node, by the commands of a client, so that nodes of different versions can be compared. */
final class Contents {
    private static final int DATABASES = 3;

    private Contents() {}

    static Map<String, String> of(Jedis node) {
        Map<String, String> all = new TreeMap<>();
        for (int db = 0; db < DATABASES; db++) {
            node.select(db);
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> page = node.scan(cursor, new ScanParams().count(1000));
                for (String key : page.getResult()) {
                    all.put(db + ":" + key, value(node, key) + (node.pttl(key) < 0 ? "" : " expires"));
                }
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
        node.select(0);
        return all;
    }

    private static String value(Jedis node, String key) {
        return switch (node.type(key)) {
            case "string" -> node.get(key);
            case "list" -> node.lrange(key, 0, -1).toString();
            case "set" -> sorted(new ArrayList<>(node.smembers(key)));
            case "hash" -> new TreeMap<>(node.hgetAll(key)).toString();
            case "zset" -> node.zrangeWithScores(key, 0, -1).toString();
            case "stream" -> stream(node, key);
            default -> throw new IllegalStateException("a type that the test does not know: " + node.type(key));
        };
    }

    private static String stream(Jedis node, String key) {
        StringBuilder text = new StringBuilder(
                node.xrange(key, (StreamEntryID) null, (StreamEntryID) null).toString());
        for (StreamGroupInfo group : node.xinfoGroups(key)) {
            text.append(group.getName()).append(group.getLastDeliveredId()).append(group.getPending());
        }
        return text.toString();
    }

    private static String sorted(List<String> values) {
        Collections.sort(values);
        return values.toString();
    }
}
