/** Measurements in which no socket takes part: bytes through the codec, and what they cost. Run by {@code run-jmh}. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
