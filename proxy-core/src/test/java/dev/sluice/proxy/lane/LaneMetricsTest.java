package dev.sluice.proxy.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LaneMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LaneMetrics metrics = new LaneMetrics(registry);

    @Test
    void shouldCountLanesByWhatTheyServe() {
        metrics.laneOpened(LaneKind.SPARE);
        metrics.laneOpened(LaneKind.SHARED);
        metrics.laneChanged(LaneKind.SPARE, LaneKind.OWN);
        assertThat(lanes("shared")).isEqualTo(1);
        assertThat(lanes("own")).isEqualTo(1);
        assertThat(lanes("spare")).isZero();
        metrics.laneClosed(LaneKind.OWN);
        assertThat(lanes("own")).isZero();
    }

    @Test
    void shouldCountPinsAndThoseThatLast() {
        metrics.pinned(PinReason.WAIT);
        metrics.pinned(PinReason.WAIT);
        metrics.unpinned(PinReason.WAIT);
        metrics.pinChanged(PinReason.WAIT, PinReason.TRACKING);
        assertThat(pins("wait")).isEqualTo(2);
        assertThat(pinned("wait")).isZero();
        assertThat(pins("tracking")).isZero();
        assertThat(pinned("tracking")).isEqualTo(1);
    }

    @Test
    void shouldCountClientsThatWereDropped() {
        metrics.dropped(DropReason.BUFFER_LIMIT);
        assertThat(registry.get("sluice.clients.dropped")
                        .tag("reason", "buffer-limit")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    private double lanes(String kind) {
        return registry.get("sluice.lanes").tag("kind", kind).gauge().value();
    }

    private double pinned(String reason) {
        return registry.get("sluice.sessions.pinned")
                .tag("reason", reason)
                .gauge()
                .value();
    }

    private double pins(String reason) {
        return registry.get("sluice.pins")
                .tag("reason", reason)
                .functionCounter()
                .count();
    }
}
