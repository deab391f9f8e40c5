package dev.sluice.admin.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.view.AttemptView;
import dev.sluice.admin.view.EventView;
import dev.sluice.admin.view.PreflightView;
import dev.sluice.admin.view.StatusView;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import dev.sluice.cutover.port.ReplicationStatus.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderTest {
    private static Tree copying() {
        return Tree.of(StatusView.of(Samples.copying()));
    }

    @Test
    void shouldShowTheStatusAsATable() {
        assertThat(StatusText.of(copying(), Style.PLAIN)).isEqualTo("""
                        state    COPYING
                                 the snapshot is on its way
                        active   source, epoch 3, 52 clients

                        node     address                              version         role
                        source   redis://127.0.0.1:7001               redis 6.2.7     master
                        target   rediss://app@db.example:7002         valkey 8.0.1    not reachable

                        copy     source -> target, snapshot
                        snapshot [############..................]  42% 16.6 KiB of 39.1 KiB
                        spool    [..............................]   0% 6.0 MiB of 1.0 GiB
                        lag      1.0 KiB, 35 ms
                        offset   captured 1500000, sent 1499900, applied 1498976
                        links    source up, target up, 1 full copy, 2 partial resyncs
                        hold     7 commands, 2.0 KiB, for 12 ms
                        changed  source.repl-backlog-size=1048576
                        problem  clock differs by 3 s
                        not yet  cluster mode
                        """);
    }

    @Test
    void shouldShowTheLastAttemptBelow() {
        String text = StatusText.of(Tree.of(StatusView.of(Samples.reversible())), Style.PLAIN);

        assertThat(text).endsWith("\n\nlast     cutover completed, epoch 4, longest pause 12.75 ms\n");
    }

    @Test
    void shouldShowWhatIsNotKnownYet() {
        String text = StatusText.of(
                Tree.of(StatusView.of(
                        Samples.status("COPYING", "", Samples.replication(Phase.CONNECTING, 0, -1, 0), null))),
                Style.PLAIN);

        assertThat(text).contains("snapshot [..............................]    ? 0 B of ? B\n");
    }

    @Test
    void shouldShowNoCopyWhereThereIsNone() {
        String text = StatusText.of(
                Tree.of(StatusView.of(Samples.status("IDLE", "", Samples.replication(Phase.OFF, 0, 0, 0), null))),
                Style.PLAIN);

        assertThat(text).contains("copy     none\n").doesNotContain("snapshot", "links");
    }

    @Test
    void shouldStandAnAnswerWithNothingInIt() {
        assertThat(StatusText.of(Tree.of(null), Style.PLAIN)).startsWith("state\n");
        assertThat(AttemptText.of(Tree.of(Map.of()), Style.PLAIN)).isNotEmpty();
    }

    @Test
    void shouldGiveTheStatusOnOneLine() {
        assertThat(StatusText.line(copying()))
                .isEqualTo("state=COPYING active=source epoch=3 lag=1024 lag_ms=35 clients=52");
    }

    @Test
    void shouldShowAnAttempt() {
        assertThat(AttemptText.of(Tree.of(AttemptView.of(Samples.attempt(null))), Style.PLAIN))
                .isEqualTo("""
                        cutover completed, epoch 4, longest pause 12.75 ms
                        phase                   ms
                        prepare              41.25  ########################################
                        hold                  1.50  ##
                        fence                 6.06  ######
                        writes   120 held, p50 5.25 ms, p99 11.50 ms, longest 12.75 ms
                        reads    8 held, p50 1.00 ms, p99 2.00 ms, longest 2.50 ms
                        held     2026-01-02T03:04:05.100Z to 2026-01-02T03:04:05.113Z
                        offset   final 1500000
                        moved    sessions: 45 idle
                        note     2 clients wrote straight to the source
                        """);
    }

    @Test
    void shouldShowWhyAnAttemptWasAborted() {
        assertThat(AttemptText.of(
                        Tree.of(AttemptView.of(Samples.attempt("the target did not apply the stream in time"))),
                        Style.PLAIN))
                .startsWith("cutover aborted, epoch 4, longest pause 12.75 ms\n"
                        + "reason   the target did not apply the stream in time\n")
                .doesNotContain("final");
    }

    @Test
    void shouldShowEveryCheckWithItsAdvice() {
        assertThat(PreflightText.of(Tree.of(PreflightView.of(Samples.preflight(Outcome.FAIL))), Style.PLAIN))
                .isEqualTo("""
                        ok    source.role                master
                        fail  target.empty               db0 holds 12 keys
                              -> empty it, or say MIGRATE START REPLACE if what it holds may be replaced
                                 by the copy

                        preflight failed: 1 of 2 checks
                        """);
        assertThat(PreflightText.of(Tree.of(PreflightView.of(Samples.preflight(Outcome.WARN))), Style.PLAIN))
                .endsWith("\npreflight passed: 2 checks\n");
    }

    @Test
    void shouldShowEvents() {
        List<Tree> events =
                EventView.newest(Samples.events(12), 2).stream().map(Tree::of).toList();

        assertThat(EventText.of(events)).isEqualTo("""
                        11    2026-01-02T03:04:16Z  READY       event 11
                        12    2026-01-02T03:04:17Z  READY       event 12
                        """);
    }

    @Test
    void shouldColourWithoutChangingTheLayout() {
        String coloured = StatusText.of(copying(), Style.COLOURED);

        assertThat(coloured).contains("\u001b[1;33mCOPYING\u001b[0m", "\u001b[1;31mproblem\u001b[0m  clock");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(StatusText.of(copying(), Style.PLAIN));
    }

    @Test
    void shouldNotLetAServerMoveTheCursor() {
        String text = StatusText.of(
                Tree.of(Map.of("state", "READY", "reason", "a\u001b[2Jb\nc", "problems", List.of("x\u0007y"))),
                Style.PLAIN);

        assertThat(text).contains("a [2Jb c", "problem  x y");
    }

    @Test
    void shouldStayWithinEightyColumns() {
        String words = "a word and another ".repeat(20);
        Tree status = Tree.of(Map.of(
                "state",
                "READY",
                "reason",
                words,
                "problems",
                List.of(words, "x".repeat(300)),
                "nodes",
                Map.of("source", Map.of("address", "redis://" + "h".repeat(90), "version", "v".repeat(40)))));

        assertThat(StatusText.of(status, Style.PLAIN).lines()).allMatch(line -> line.length() <= Page.WIDTH);
    }
}
