package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.report.DemoReport;
import dev.sluice.demo.report.DemoReport.AttemptMs;
import dev.sluice.demo.report.DemoReport.PhaseMs;
import dev.sluice.demo.screen.Board;
import dev.sluice.demo.screen.Board.Mark;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DemoFlowTest {
    private final FakeSluice sluice = new FakeSluice();
    private final FakeWorld world = new FakeWorld();
    private final TickedClock clock = new TickedClock();
    private Board board = new Board(Steps.names(false), clock::nanos);

    @Test
    void shouldGoThroughAllStepsAndHold() throws InterruptedException {
        DemoReport report = run(false);

        assertThat(report.reasons()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(sluice.calls).containsExactly("start", "migrate", "cutover");
        assertThat(world.calls).containsExactly("remember", "at end Sluice", "clients", "stop clients", "verify");
        assertThat(report.phases()).containsExactly(new PhaseMs("HELD", 1.5), new PhaseMs("FENCED", 2));
        assertThat(report.copy().keys()).isEqualTo(12);
        assertThat(report.seconds()).isGreaterThanOrEqualTo(20).isLessThan(25);
        assertThat(board.view().steps()).allMatch(step -> step.mark() == Mark.DONE);
    }

    @Test
    void shouldGoBackAndForthWhenAskedTo() throws InterruptedException {
        board = new Board(Steps.names(true), clock::nanos);

        DemoReport report = run(true);

        assertThat(report.ok()).isTrue();
        assertThat(sluice.calls).containsExactly("start", "migrate", "cutover", "rollback", "cutover");
        assertThat(report.attempts()).extracting(AttemptMs::kind).containsExactly("cutover", "rollback", "cutover");
        assertThat(world.holds).isEqualTo(3);
        assertThat(board.view().steps()).allMatch(step -> step.mark() == Mark.DONE);
    }

    @Test
    void shouldTryAgainAfterAnAbortAndTellOfIt() throws InterruptedException {
        sluice.outcomes.add(FakeSluice.aborted("hold took too long"));

        DemoReport report = run(false);

        assertThat(report.ok()).isTrue();
        assertThat(report.attempts()).extracting(AttemptMs::committed).containsExactly(false, true);
        assertThat(report.attempts().get(0).reason()).isEqualTo("hold took too long");
        assertThat(world.holds).isEqualTo(2);
    }

    @Test
    void shouldFailAfterThreeAbortsAndStopTheClients() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            sluice.outcomes.add(FakeSluice.aborted("hold took too long"));
        }

        DemoReport report = run(false);

        assertThat(report.ok()).isFalse();
        assertThat(report.reasons()).containsExactly("cutover aborted 3 times: hold took too long");
        assertThat(world.calls).contains("stop clients").doesNotContain("verify");
        assertThat(board.view().steps()).anyMatch(step -> step.mark() == Mark.FAILED);
    }

    @Test
    void shouldFailWhenTheCopyFails() throws InterruptedException {
        sluice.copyFails = true;

        DemoReport report = run(false);

        assertThat(report.ok()).isFalse();
        assertThat(report.reasons()).containsExactly("IDLE: the spool is full");
        assertThat(report.operations().acknowledged()).isEqualTo(100);
    }

    @Test
    void shouldNotHoldWhenSomethingIsLostOrDropped() throws InterruptedException {
        world.lost = 3;
        world.dropped = 1;

        DemoReport report = run(false);

        assertThat(report.ok()).isFalse();
        assertThat(report.reasons()).containsExactly("3 acknowledged writes lost", "1 connections dropped");
    }

    private DemoReport run(boolean roundTrip) throws InterruptedException {
        DemoOptions options =
                new DemoOptions(10, 5, Duration.ofSeconds(20), 100, null, roundTrip, null, null, null, null, false);
        return new DemoFlow(options, sluice, world, board, clock).run();
    }
}
