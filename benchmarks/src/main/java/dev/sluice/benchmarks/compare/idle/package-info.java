/** Connections that do nothing go to a proxy; what memory each of them takes there comes out. */
@NullMarked
package dev.sluice.benchmarks.compare.idle;

import org.jspecify.annotations.NullMarked;
