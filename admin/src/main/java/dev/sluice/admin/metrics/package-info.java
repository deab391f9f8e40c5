/** The status of the migration as gauges: names and units are in docs/metrics.md, which a test compares with what is here. */
@NullMarked
package dev.sluice.admin.metrics;

import org.jspecify.annotations.NullMarked;
