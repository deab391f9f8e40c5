package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.cutover.port.ReplicationStatus.Phase;
import java.time.Duration;

/**
 * Tells when the node behind the lane's end does not come to Sluice. No server can be asked to try beforehand, so what a
 * firewall or a wrong announced address does shows only here.
 */
final class WayToSluice {
    /** Longer than a server takes to dial again, which is at most a second. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String PROBLEM = "way-back";
    private static final long UP = Long.MIN_VALUE;

    private final Parts parts;
    private long awaySince = UP;

    WayToSluice(Parts parts) {
        this.parts = parts;
    }

    void watch(NodeRole standby, ReplicationStatus status) {
        boolean off = status.phase() == Phase.OFF || status.phase() == Phase.FAILED;
        if (status.applyUp() || off) {
            awaySince = UP;
            parts.problems().clear(PROBLEM);
            return;
        }
        long now = parts.ticker().nanos();
        if (awaySince == UP) {
            awaySince = now;
        }
        if (now - awaySince >= PATIENCE.toNanos()) {
            parts.problems()
                    .set(
                            PROBLEM,
                            "the " + standby.word() + " does not come to Sluice at "
                                    + parts.replication().announced(standby)
                                    + ": is it up, and is the way open? Nodes behind NAT need"
                                    + " sluice.replication.announce-host and announce-port");
        }
    }
}
