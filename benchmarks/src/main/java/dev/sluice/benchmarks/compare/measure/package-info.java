/** Loads go in, in interleaved rounds; samples come out, and their medians: requests, latencies and the CPU that they cost. */
@NullMarked
package dev.sluice.benchmarks.compare.measure;

import org.jspecify.annotations.NullMarked;
