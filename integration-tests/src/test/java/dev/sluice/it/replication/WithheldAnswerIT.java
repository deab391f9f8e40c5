package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.replication.position.Position;
import dev.sluice.testservers.Family;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demoted node waits for its answer as long as it takes, on the connection by which it asked. */
class WithheldAnswerIT {
    private static final int REPL_TIMEOUT = 2;

    @TempDir
    Path stateDir;

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2, REDIS, 7.0", "VALKEY, 8.0, VALKEY, 8.0"})
    void shouldKeepTheDemotedNodeWaitingLongerThanItsTimeout(Family from, String fromLine, Family to, String toLine)
            throws Exception {
        try (Rig rig = new Rig(Servers.of(from, fromLine), Servers.of(to, toLine), stateDir)) {
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            Position last = rig.demote(NodeRole.SOURCE);
            rig.control(NodeRole.SOURCE).configSet("repl-timeout", Integer.toString(REPL_TIMEOUT));
            long connections = rig.relayLink().accepted();
            long asked = uptime(rig);

            Rig.eventually().until(() -> uptime(rig) > asked + 2 * REPL_TIMEOUT + 1);

            assertThat(rig.relayLink().accepted()).as("nobody asked again").isEqualTo(connections);
            rig.promote(NodeRole.TARGET);
            Rig.get(rig.replicator().attachReverse(NodeRole.TARGET, last));
            rig.acceptWrites(NodeRole.SOURCE);
            rig.replicator().receiver(NodeRole.SOURCE, rig.limits(NodeRole.SOURCE));
            Rig.get(rig.replicator().commitReverse());
            rig.awaitStreaming();
            assertThat(rig.relayLink().accepted()).isEqualTo(connections);
        }
    }

    /** The node's own clock, in seconds. */
    private static long uptime(Rig rig) {
        return Long.parseLong(rig.info(NodeRole.SOURCE, "server").get("uptime_in_seconds"));
    }
}
