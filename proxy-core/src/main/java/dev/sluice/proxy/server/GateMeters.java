package dev.sluice.proxy.server;

import dev.sluice.proxy.gate.TrafficGate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the gate holds, as gauges. */
final class GateMeters {
    private GateMeters() {}

    static void register(MeterRegistry registry, TrafficGate gate) {
        Gauge.builder("sluice.held.commands", gate, g -> g.status().heldCommands())
                .description("Client commands held now")
                .register(registry);
        Gauge.builder("sluice.held", gate, g -> g.status().heldBytes())
                .description("Bytes of client commands held now")
                .baseUnit("bytes")
                .register(registry);
    }
}
