package dev.sluice.admin.testkit;

import dev.sluice.admin.clients.ClientRow;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.AttemptReport.PhaseTime;
import dev.sluice.cutover.api.Migration.MigrationEvent;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.MigrationStatus.NodeView;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.api.PreflightReport.Check;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import dev.sluice.cutover.port.Gate.GateStatus;
import dev.sluice.cutover.port.Gate.Pause;
import dev.sluice.cutover.port.Gate.PauseReport;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.cutover.port.ReplicationStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a migration might say at some moments of its life. */
public final class Samples {
    private Samples() {}

    public static MigrationStatus ready() {
        return status("READY", "the target keeps up", replication(Phase.STREAMING, 40_000, 40_000, 40_000), null);
    }

    public static MigrationStatus copying() {
        return status(
                "COPYING", "the snapshot is on its way", replication(Phase.SNAPSHOT, 40_000, 40_000, 17_000), null);
    }

    public static MigrationStatus reversible() {
        return status(
                "REVERSIBLE",
                "the source follows the target",
                replication(Phase.STREAMING, 40_000, 40_000, 40_000),
                attempt(null));
    }

    public static MigrationStatus status(
            String state, String reason, ReplicationStatus replication, @Nullable AttemptReport last) {
        NodeRole active = state.equals("REVERSIBLE") ? NodeRole.TARGET : NodeRole.SOURCE;
        return new MigrationStatus(
                state,
                reason,
                active,
                3,
                replication,
                new GateStatus(active, 52, 7, 2_048, Duration.ofMillis(12)),
                Map.of(
                        NodeRole.SOURCE, new NodeView("redis://127.0.0.1:7001", true, "redis 6.2.7", "master"),
                        NodeRole.TARGET, new NodeView("rediss://app@db.example:7002", false, "valkey 8.0.1", "slave")),
                List.of("source.repl-backlog-size=1048576"),
                last,
                List.of("clock differs by 3 s"),
                List.of("cluster mode"));
    }

    public static ReplicationStatus replication(Phase phase, long received, long total, long sent) {
        return new ReplicationStatus(
                phase,
                NodeRole.SOURCE,
                NodeRole.TARGET,
                "8371b4fb1155b71f4a04d3e1bc3e18c4a990aeeb",
                1_500_000,
                1_499_900,
                1_498_976,
                1_024,
                Duration.ofMillis(35),
                received,
                total,
                sent,
                6_291_456,
                1_073_741_824,
                1,
                2,
                true,
                true,
                null,
                null);
    }

    public static AttemptReport attempt(@Nullable String reason) {
        return new AttemptReport(
                "cutover",
                4,
                reason == null,
                reason,
                List.of(new PhaseTime("prepare", 41.25), new PhaseTime("hold", 1.5), new PhaseTime("fence", 6.0625)),
                new PauseReport(new Pause(120, 5.25, 11.5, 12.75), new Pause(8, 1.0, 2.0, 2.5)),
                reason == null ? 1_500_000 : -1,
                Map.of("idle", 45),
                reason == null ? Instant.parse("2026-01-02T03:04:05.100Z") : null,
                reason == null ? Instant.parse("2026-01-02T03:04:05.113Z") : null,
                List.of("2 clients wrote straight to the source"));
    }

    public static PreflightReport preflight(Outcome worst) {
        return new PreflightReport(List.of(
                new Check("source.role", Outcome.OK, "master", ""),
                new Check(
                        "target.empty",
                        worst,
                        "db0 holds 12 keys",
                        "empty it, or say MIGRATE START REPLACE if what it holds may be replaced by the copy")));
    }

    public static List<MigrationEvent> events(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(i -> new MigrationEvent(
                        i, Instant.parse("2026-01-02T03:04:05.678Z").plusSeconds(i), 3, "READY", "event " + i))
                .toList();
    }

    /** What the tests take for now, in milliseconds of the epoch. */
    public static final long NOW_MILLIS = 1_000_000_000;

    /** Two that share lanes and two that do not. */
    public static List<ClientRow> clients() {
        return List.of(
                client(1, "10.1.2.3:40001", "orders", "shared", null, 2),
                client(2, "[2001:db8::17]:40002", "", "own", "transaction", 0),
                client(3, "10.1.2.3:40003", "worker-17-of-the-queue", "own", "blocked", 1),
                client(4, "10.1.2.3:40004", "orders", "shared", null, 0));
    }

    private static ClientRow client(
            long number, String address, String name, String lane, @Nullable String pinned, int outstanding) {
        return new ClientRow(
                (1L << 40) + number,
                address,
                name,
                "default",
                0,
                2 + (int) (number % 2),
                lane,
                pinned,
                outstanding,
                NOW_MILLIS - 90_000 * number * number * number,
                NOW_MILLIS - 7_900);
    }
}
