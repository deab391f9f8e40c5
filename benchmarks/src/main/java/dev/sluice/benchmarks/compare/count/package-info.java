/** A running proxy goes in, observed under load by perf or strace; its system calls by name come out. */
@NullMarked
package dev.sluice.benchmarks.compare.count;

import org.jspecify.annotations.NullMarked;
