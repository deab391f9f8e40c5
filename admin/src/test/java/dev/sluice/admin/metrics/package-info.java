/** Tests of the gauges and of their documentation. */
@NullMarked
package dev.sluice.admin.metrics;

import org.jspecify.annotations.NullMarked;
