/** Medians go in; a table, a JSON file and a plot come out. */
@NullMarked
package dev.sluice.benchmarks.compare.report;

import org.jspecify.annotations.NullMarked;
