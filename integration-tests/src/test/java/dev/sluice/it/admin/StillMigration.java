package dev.sluice.it.admin;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.AttemptReport.PhaseTime;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.MigrationStatus.NodeView;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.api.PreflightReport.Check;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import dev.sluice.cutover.port.Gate.GateStatus;
import dev.sluice.cutover.port.Gate.Pause;
import dev.sluice.cutover.port.Gate.PauseReport;
import dev.sluice.cutover.port.ReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** A migration that stands at READY; its cutover ends when the test says so. */
final class StillMigration implements Migration {
    final CompletableFuture<AttemptReport> attempt = new CompletableFuture<>();
    final CountDownLatch cutoverBegan = new CountDownLatch(1);
    final CountDownLatch aborted = new CountDownLatch(1);

    static AttemptReport report() {
        return new AttemptReport(
                "cutover",
                2,
                true,
                null,
                List.of(new PhaseTime("hold", 1.5), new PhaseTime("fence", 6.25)),
                new PauseReport(new Pause(10, 1, 2, 3.5), new Pause(0, 0, 0, 0)),
                1_024,
                Map.of("idle", 4),
                null,
                null,
                List.of());
    }

    @Override
    public MigrationStatus status() {
        return new MigrationStatus(
                "READY",
                "the target keeps up",
                NodeRole.SOURCE,
                1,
                new ReplicationStatus(
                        ReplicationStatus.Phase.STREAMING,
                        NodeRole.SOURCE,
                        NodeRole.TARGET,
                        "8371b4fb1155b71f4a04d3e1bc3e18c4a990aeeb",
                        1_024,
                        1_024,
                        1_000,
                        24,
                        Duration.ofMillis(3),
                        10,
                        10,
                        10,
                        0,
                        1 << 30,
                        1,
                        0,
                        true,
                        true,
                        null,
                        null),
                new GateStatus(NodeRole.SOURCE, 4, 0, 0, Duration.ZERO),
                Map.of(NodeRole.SOURCE, new NodeView("redis://127.0.0.1:7001", true, "redis 6.2.7", "master")),
                List.of(),
                null,
                List.of(),
                List.of("cluster mode"));
    }

    @Override
    public CompletionStage<PreflightReport> preflight() {
        return CompletableFuture.completedFuture(
                new PreflightReport(List.of(new Check("source.role", Outcome.OK, "master", ""))));
    }

    @Override
    public CompletionStage<Void> start(StartOptions options) {
        return CompletableFuture.failedFuture(new RefusedException("BUSY", "a migration runs already"));
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<AttemptReport> cutover(CutoverOptions options) {
        cutoverBegan.countDown();
        return attempt;
    }

    @Override
    public CompletionStage<Void> abort() {
        aborted.countDown();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<AttemptReport> rollback(CutoverOptions options) {
        return CompletableFuture.failedFuture(new RefusedException("NOTREADY", "there is nothing to roll back"));
    }

    @Override
    public CompletionStage<Void> complete() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<MigrationEvent> events() {
        return List.of(new MigrationEvent(1, Instant.parse("2026-01-02T03:04:05Z"), 1, "READY", "the target keeps up"));
    }
}
