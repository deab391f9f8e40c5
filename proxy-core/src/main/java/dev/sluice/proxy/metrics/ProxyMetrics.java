package dev.sluice.proxy.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The meters of the data path. Callable from any thread; the event loops add once per batch of bytes, not per command, so no
 * command pays for being counted.
 */
public final class ProxyMetrics {
    /** One of so many batches is timed; a power of two. */
    private static final int LATENCY_SAMPLE = 16;

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder connectFailures = new LongAdder();
    private final LongAdder lanesLost = new LongAdder();
    private final LongAdder protocolErrors = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder clientIn = new LongAdder();
    private final LongAdder clientOut = new LongAdder();
    private final LongAdder nodeIn = new LongAdder();
    private final LongAdder nodeOut = new LongAdder();
    private final Timer addedLatency;
    private final Timer heldWrites;
    private final Timer heldReads;

    public ProxyMetrics(MeterRegistry registry) {
        Gauge.builder("sluice.clients.connected", this, ProxyMetrics::connected)
                .description("Client connections now open")
                .register(registry);
        counter(registry, "sluice.clients.opened", opened, "Client connections accepted");
        counter(registry, "sluice.clients.closed", closed, "Client connections closed");
        counter(registry, "sluice.clients.rejected", rejected, "Client connections beyond the limit");
        counter(registry, "sluice.clients.protocol.errors", protocolErrors, "Clients that sent what is not RESP");
        counter(registry, "sluice.upstream.connect.failures", connectFailures, "Lanes that could not be dialled");
        counter(registry, "sluice.upstream.lost", lanesLost, "Lanes that a node closed while a client used them");
        counter(registry, "sluice.commands", reads, "Client commands by kind", "kind", "read");
        counter(registry, "sluice.commands", writes, "Client commands by kind", "kind", "write");
        counter(registry, "sluice.commands", others, "Client commands by kind", "kind", "other");
        counter(registry, "sluice.commands", refused, "Client commands by kind", "kind", "refused");
        bytes(registry, clientIn, "client", "in");
        bytes(registry, clientOut, "client", "out");
        bytes(registry, nodeIn, "node", "in");
        bytes(registry, nodeOut, "node", "out");
        addedLatency = Timer.builder("sluice.added.latency")
                .description(
                        "From bytes read on one side to bytes handed to the socket of the other, per batch, sampled")
                .serviceLevelObjectives(
                        micros(10), micros(25), micros(50), micros(100), micros(250), micros(1000), micros(10_000))
                .register(registry);
        heldWrites = pause(registry, "write");
        heldReads = pause(registry, "read");
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    private static Timer pause(MeterRegistry registry, String kind) {
        return Timer.builder("sluice.hold.pause")
                .description("How long held commands waited")
                .tag("kind", kind)
                .serviceLevelObjectives(
                        micros(5_000), micros(20_000), micros(50_000), micros(100_000), micros(1_000_000))
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry, String name, LongAdder adder, String description, String... tags) {
        FunctionCounter.builder(name, adder, LongAdder::doubleValue)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static void bytes(MeterRegistry registry, LongAdder adder, String side, String direction) {
        FunctionCounter.builder("sluice.transferred", adder, LongAdder::doubleValue)
                .description("Bytes passed, by side and by direction as Sluice sees it")
                .baseUnit("bytes")
                .tags("side", side, "direction", direction)
                .register(registry);
    }

    public long connected() {
        return opened.sum() - closed.sum();
    }

    public void clientOpened() {
        opened.increment();
    }

    public void clientClosed() {
        closed.increment();
    }

    public void clientRejected() {
        rejected.increment();
    }

    public void connectFailed() {
        connectFailures.increment();
    }

    public void laneLost() {
        lanesLost.increment();
    }

    public void protocolError() {
        protocolErrors.increment();
    }

    /** Commands of one batch, by kind. */
    public void commands(int read, int write, int other, int refusedCommands) {
        add(reads, read);
        add(writes, write);
        add(others, other);
        add(refused, refusedCommands);
    }

    /** Bytes passed, by side and direction. */
    public void transferred(long fromClients, long toClients, long fromNodes, long toNodes) {
        add(clientIn, fromClients);
        add(clientOut, toClients);
        add(nodeIn, fromNodes);
        add(nodeOut, toNodes);
    }

    private static void add(LongAdder adder, long count) {
        if (count != 0) {
            adder.add(count);
        }
    }

    /** Whether this batch, the {@code batch}th of its session, is one to be timed. */
    public static boolean sampled(int batch) {
        return (batch & (LATENCY_SAMPLE - 1)) == 0;
    }

    public void addedLatency(long nanos) {
        addedLatency.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void released(boolean write, long waitedNanos) {
        (write ? heldWrites : heldReads).record(waitedNanos, TimeUnit.NANOSECONDS);
    }
}
