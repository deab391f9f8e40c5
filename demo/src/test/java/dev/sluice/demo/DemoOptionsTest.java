package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
    @Test
    void shouldHaveDefaults() {
        assertThat(DemoOptions.defaults().keys()).isEqualTo(200_000);
        assertThat(DemoOptions.defaults().clients()).isEqualTo(50);
    }

    @Test
    void shouldRefuseWhatCannotBeInWordsForAPerson() {
        assertThatThrownBy(() -> options(-1, 5, null)).hasMessage("--keys must be 0 to 50000000, not -1");
        assertThatThrownBy(() -> options(1, 0, null)).hasMessage("--clients must be 1 to 5000, not 0");
        assertThatThrownBy(() -> options(1, 1, Path.of("redis-server")))
                .hasMessage("--source and --source-bin exclude each other");
    }

    private static DemoOptions options(int keys, int clients, @Nullable Path sourceBinary) {
        return new DemoOptions(
                keys, clients, Duration.ofSeconds(1), 100, null, false, sourceBinary, null, "redis://a", null, false);
    }
}
