package dev.sluice.benchmarks.compare.measure;

import dev.sluice.benchmarks.compare.load.Figures;
import org.jspecify.annotations.Nullable;

/**
 * One run against one peer.
 *
 * @param cpuMicros CPU time of the proxy per request in microseconds; null where there is none, or its process was not told
 * @param serverCpuMicros the same of the server; null where the server is not ours
 */
public record Sample(
        Figures figures,
        @Nullable Double cpuMicros,
        @Nullable Double serverCpuMicros) {}
