/** What the kernel and other programs tell: CPU time and memory of processes, the outcome of a command, the machine. Linux only. */
@NullMarked
package dev.sluice.benchmarks.compare.system;

import org.jspecify.annotations.NullMarked;
