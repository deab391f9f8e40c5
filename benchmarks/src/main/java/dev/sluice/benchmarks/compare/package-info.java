/** The side-by-side benchmarks, by command: what is run against which peers, and where the report goes. Run by {@code run}. */
@NullMarked
package dev.sluice.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
