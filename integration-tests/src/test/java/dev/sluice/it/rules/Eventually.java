package dev.sluice.it.rules;

import static org.awaitility.Awaitility.await;

import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.it.cutover.Rig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import redis.clients.jedis.Jedis;

/** Bounded waiting, and single facts of a node. */
final class Eventually {
    private Eventually() {}

    static ConditionFactory eventually() {
        return await().atMost(Rig.PATIENCE).pollInterval(Duration.ofMillis(10)).pollDelay(Duration.ZERO);
    }

    /** The verb's report, once the nodes are close enough for an attempt to begin. */
    static AttemptReport attempt(Callable<AttemptReport> verb) {
        AtomicReference<AttemptReport> report = new AtomicReference<>();
        eventually().ignoreExceptionsMatching(Eventually::notReady).until(() -> {
            report.set(verb.call());
            return true;
        });
        return report.get();
    }

    private static boolean notReady(Throwable failure) {
        return failure instanceof RefusedException refused && refused.code().equals("NOTREADY");
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
