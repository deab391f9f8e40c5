package dev.sluice.it.rules;

import static org.awaitility.Awaitility.await;

import dev.sluice.it.cutover.Rig;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import redis.clients.jedis.Jedis;

/** Bounded waiting, and single facts of a node. */
final class Eventually {
    private Eventually() {}

    static ConditionFactory eventually() {
        return await().atMost(Rig.PATIENCE).pollInterval(Duration.ofMillis(10)).pollDelay(Duration.ZERO);
    }

    /** A field of INFO; empty when the node has no such field. */
    static String info(Jedis node, String section, String field) {
        return node.info(section)
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1))
                .findFirst()
                .orElse("");
    }

    static String config(Jedis node, String parameter) {
        return node.configGet(parameter).get(parameter);
    }
}
