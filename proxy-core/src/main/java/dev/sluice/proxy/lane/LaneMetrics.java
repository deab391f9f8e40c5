package dev.sluice.proxy.lane;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The meters of lanes and of the sessions that are pinned to one. Callable from any thread, without a lock; each call adds to
 * one or two counters and allocates nothing.
 */
public final class LaneMetrics {
    private final Map<LaneKind, LongAdder> lanes = new EnumMap<>(LaneKind.class);
    private final Map<PinReason, LongAdder> pinned = new EnumMap<>(PinReason.class);
    private final Map<PinReason, LongAdder> pins = new EnumMap<>(PinReason.class);
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

    public LaneMetrics(MeterRegistry registry) {
        for (LaneKind kind : LaneKind.values()) {
            gauge(registry, "sluice.lanes", "Lanes open now", "kind", kind.word(), adder(lanes, kind));
        }
        for (PinReason reason : PinReason.values()) {
            gauge(
                    registry,
                    "sluice.sessions.pinned",
                    "Sessions that have a lane of their own now",
                    "reason",
                    reason.word(),
                    adder(pinned, reason));
            counter(registry, "sluice.pins", "Sessions given a lane of their own", reason.word(), adder(pins, reason));
        }
        for (DropReason reason : DropReason.values()) {
            counter(
                    registry,
                    "sluice.clients.dropped",
                    "Client connections that Sluice closed",
                    reason.word(),
                    adder(dropped, reason));
        }
    }

    private static <K extends Enum<K>> LongAdder adder(Map<K, LongAdder> adders, K key) {
        LongAdder adder = new LongAdder();
        adders.put(key, adder);
        return adder;
    }

    private static void gauge(
            MeterRegistry registry, String name, String description, String tag, String value, LongAdder adder) {
        Gauge.builder(name, adder, LongAdder::doubleValue)
                .description(description)
                .tag(tag, value)
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry, String name, String description, String reason, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::doubleValue)
                .description(description)
                .tag("reason", reason)
                .register(registry);
    }

    public void laneOpened(LaneKind kind) {
        at(lanes, kind).increment();
    }

    /** An open lane serves somebody else from now on: a spare one is taken, an own one is returned. */
    public void laneChanged(LaneKind from, LaneKind to) {
        at(lanes, from).decrement();
        at(lanes, to).increment();
    }

    public void laneClosed(LaneKind kind) {
        at(lanes, kind).decrement();
    }

    /** A session is given a lane of its own. */
    public void pinned(PinReason reason) {
        at(pinned, reason).increment();
        at(pins, reason).increment();
    }

    /** A session that is pinned stays so for another reason; it is not counted as a new pin. */
    public void pinChanged(PinReason from, PinReason to) {
        at(pinned, from).decrement();
        at(pinned, to).increment();
    }

    /** A pinned session goes back to shared lanes, or ends. */
    public void unpinned(PinReason reason) {
        at(pinned, reason).decrement();
    }

    /** Sluice closes a client, which counts as closed as well. */
    public void dropped(DropReason reason) {
        at(dropped, reason).increment();
    }

    private static <K extends Enum<K>> LongAdder at(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalArgumentException("no meter for " + key);
        }
        return adder;
    }
}
