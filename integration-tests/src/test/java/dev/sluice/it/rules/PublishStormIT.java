package dev.sluice.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.it.cutover.Rig;
import dev.sluice.proof.check.HistoryVerifier;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.load.LoadGroup;
import dev.sluice.proof.load.LoadOptions;
import dev.sluice.testservers.ServerBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** PUBLISH moves the offset of a server that refuses writes: an attempt meets the final offset, or it is undone. */
class PublishStormIT {
    private static final int ATTEMPTS = Boolean.getBoolean("full") ? 30 : 4;

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldCommitOrUndoAndLoseNothing(ServerBinary source, ServerBinary target) throws Exception {
        LoadOptions load = LoadOptions.of(3, "p").withBypass(1);
        try (Rig rig = Rig.of(source, target)
                        .with("sluice.cutover.max-lag", "64MiB")
                        .start();
                LoadGroup group = LoadGroup.start(rig.clients(), rig.sourceEndpoint(), load)) {
            rig.migrate();
            int committed = 0;
            try (Storm storm = new Storm(rig)) {
                for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    committed += attempt(rig).committed() ? 1 : 0;
                }
                assertThat(storm.sent.get()).as("messages meanwhile").isGreaterThan(100);
            }
            assertThat(committed).as("attempts that went through").isPositive();
            var histories = group.stop();
            Verdict verdict = HistoryVerifier.verify(
                    rig.status().active() == NodeRole.SOURCE ? rig.sourceEndpoint() : rig.targetEndpoint(),
                    load.keys(),
                    histories);
            assertThat(verdict.exact()).as(verdict.toString()).isTrue();
            assertThat(group.meter().errors())
                    .as(() -> group.meter().messages().toString())
                    .isZero();
        }
    }

    /** There when the source serves, back when the target does; an aborted attempt leaves everything as it was. */
    private static AttemptReport attempt(Rig rig) throws Exception {
        boolean there = rig.status().active() == NodeRole.SOURCE;
        AttemptReport report = Eventually.attempt(there ? rig::cutover : rig::rollback);
        rig.awaitState(there == report.committed() ? "REVERSIBLE" : "READY");
        return report;
    }

    /** Publishers that go straight to both nodes, whoever serves. */
    private static final class Storm implements AutoCloseable {
        final AtomicLong sent = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean stopped;

        Storm(Rig rig) {
            threads.add(new Thread(() -> publish(rig.source()), "storm-source"));
            threads.add(new Thread(() -> publish(rig.target()), "storm-target"));
            threads.forEach(Thread::start);
        }

        private void publish(Jedis node) {
            try (node) {
                while (!stopped) {
                    node.publish("storm", "message");
                    sent.incrementAndGet();
                }
            }
        }

        @Override
        public void close() {
            stopped = true;
            try {
                for (Thread thread : threads) {
                    thread.join(Rig.PATIENCE.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
