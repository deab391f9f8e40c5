package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {
    private final List<String> ended = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup();

    @Test
    void shouldEndAllInReverseOrderOnceAndInSpiteOfFailures() {
        cleanup.add("server", () -> ended.add("server"));
        cleanup.add("broken", () -> {
            throw new IllegalStateException("cannot end");
        });
        cleanup.add("clients", () -> ended.add("clients"));

        cleanup.close();
        cleanup.close();

        assertThat(ended).containsExactly("clients", "server");
    }

    @Test
    void shouldEndAtOnceWhatComesTooLate() {
        cleanup.close();

        cleanup.add("server", () -> ended.add("server"));

        assertThat(ended).containsExactly("server");
    }
}
