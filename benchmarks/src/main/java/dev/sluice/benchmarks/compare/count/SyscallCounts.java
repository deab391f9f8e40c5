package dev.sluice.benchmarks.compare.count;

import java.util.Map;

/**
 * How often a process entered the kernel.
 *
 * @param total of all calls
 * @param byName of those calls that were told apart, the most frequent first
 */
public record SyscallCounts(long total, Map<String, Long> byName) {}
