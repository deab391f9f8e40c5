package dev.sluice.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.view.StatusView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
    private static final String LINE = "state=READY active=source epoch=3 lag=1024 lag_ms=35 clients=52\n";

    private final FakeControl control = new FakeControl();

    @BeforeEach
    void answer() {
        control.answers.put("STATUS", StatusView.of(Samples.ready()));
    }

    @Test
    void shouldBePlainWithoutATerminal() {
        assertThat(control.run("status")).isEqualTo(ExitCode.OK);

        assertThat(control.out()).startsWith("state    READY\n").doesNotContain("\u001b");
    }

    @Test
    void shouldHaveColoursOnATerminalUnlessToldOtherwise() {
        control.interactive = true;

        control.run("status");
        assertThat(control.out()).startsWith("state    \u001b[32mREADY\u001b[0m\n");

        FakeControl plain = new FakeControl();
        plain.interactive = true;
        plain.environment.put("NO_COLOR", "1");
        plain.answers.putAll(control.answers);
        plain.run("status");
        assertThat(plain.out()).doesNotContain("\u001b");
    }

    @Test
    void shouldGiveTheWholeTreeAsJson() {
        control.run("status", "--json");

        assertThat(control.out())
                .startsWith("{\"state\":\"READY\",\"reason\":\"the target keeps up\",\"active\":\"source\",")
                .endsWith("}\n")
                .hasLineCount(1);
    }

    @Test
    void shouldRedrawInPlaceWhileWatching() {
        control.interactive = true;
        control.environment.put("NO_COLOR", "1");
        control.looks = 3;

        control.run("status", "--watch");

        assertThat(control.asked).containsExactly("STATUS", "STATUS", "STATUS", "closed");
        assertThat(control.out()).startsWith("\u001b[2J\u001b[Hstate    READY\u001b[K\n");
        assertThat(control.out().split("\u001b\\[H", -1)).hasSize(4);
        assertThat(control.out().split("\u001b\\[2J", -1)).hasSize(2);
    }

    @Test
    void shouldWatchLineByLineWithoutATerminal() {
        control.looks = 2;

        control.run("status", "--watch", "--interval", "5s");

        assertThat(control.out()).isEqualTo(LINE + LINE);
    }

    @Test
    void shouldWatchLineByLineOnADumbTerminal() {
        control.interactive = true;
        control.environment.put("TERM", "dumb");

        control.run("status", "--watch");

        assertThat(control.out()).isEqualTo(LINE);
    }

    @Test
    void shouldWatchInJsonLines() {
        control.looks = 2;

        control.run("status", "--watch", "--json");

        assertThat(control.out()).hasLineCount(2);
    }
}
