package dev.sluice.proof.measure;

/**
 * Send to reply, in milliseconds. All zero when there was no operation.
 *
 * @param operations how many were measured
 */
public record Latencies(long operations, double p50Ms, double p99Ms, double maxMs) {}
