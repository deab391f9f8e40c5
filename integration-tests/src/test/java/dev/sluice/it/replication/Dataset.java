package dev.sluice.it.replication;

import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;

/** A few keys of every type, in several databases, some with an expiry far away. */
final class Dataset {
    private Dataset() {}

    static void load(Jedis node, int keys) {
        for (int db = 0; db < 3; db++) {
            node.select(db);
            try (Pipeline pipeline = node.pipelined()) {
                for (int i = 0; i < keys; i++) {
                    add(pipeline, i, "d" + db);
                }
            }
        }
        node.select(0);
        node.xgroupCreate("stream:0", "group", new StreamEntryID(0, 0), false);
        node.set("large", "x".repeat(3_000_000));
    }

    private static void add(Pipeline pipeline, int i, String text) {
        pipeline.set("string:" + i, text + i);
        pipeline.rpush("list:" + i % 50, text + i);
        pipeline.sadd("set:" + i % 50, text + i);
        pipeline.sadd("intset:" + i % 50, Integer.toString(i));
        pipeline.hset("hash:" + i % 50, Map.of("f" + i, text));
        pipeline.zadd("zset:" + i % 50, i, text + i);
        pipeline.xadd("stream:" + i % 10, new StreamEntryID(1, i), Map.of("field", text + i));
        if (i % 7 == 0) {
            pipeline.expire("string:" + i, 100_000);
        }
    }
}
