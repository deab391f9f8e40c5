package dev.sluice.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.testkit.ScriptedMigration;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationMetricsTest {
    private final ScriptedMigration migration = new ScriptedMigration();
    private final AtomicLong now = new AtomicLong();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @BeforeEach
    void bind() {
        new MigrationMetrics(migration, now::get).bindTo(registry);
    }

    @Test
    void shouldShowTheStateAsOneOfAll() {
        assertThat(registry.scrape())
                .contains("sluice_state{state=\"READY\"} 1.0\n", "sluice_state{state=\"IDLE\"} 0.0\n")
                .contains("sluice_active{node=\"source\"} 1.0\n", "sluice_active{node=\"target\"} 0.0\n")
                .contains("sluice_node_up{node=\"source\"} 1.0\n", "sluice_node_up{node=\"target\"} 0.0\n")
                .contains("sluice_epoch 3.0\n", "sluice_problems 1.0\n");
    }

    @Test
    void shouldShowThePauseOfTheLastAttempt() {
        assertThat(registry.scrape()).contains("sluice_attempt_pause_seconds{kind=\"write\",quantile=\"0.99\"} NaN\n");

        migration.status = Samples.reversible();
        now.addAndGet(StatusCache.MAX_AGE.toNanos() + 1);

        assertThat(registry.scrape())
                .contains("sluice_attempt_pause_seconds{kind=\"write\",quantile=\"0.99\"} 0.0115\n")
                .contains("sluice_attempt_pause_seconds{kind=\"read\",quantile=\"1\"} 0.0025\n")
                .contains("sluice_attempt_committed 1.0\n");
    }

    @Test
    void shouldAskForTheStatusOnceAScrape() {
        registry.scrape();
        registry.scrape();
        assertThat(migration.asked).containsExactly("status");

        now.addAndGet(StatusCache.MAX_AGE.toNanos() + 1);
        registry.scrape();

        assertThat(migration.asked).containsExactly("status", "status");
    }
}
