/** What clients felt: histories and the windows of the holds go in, latencies come out. */
@NullMarked
package dev.sluice.proof.measure;

import org.jspecify.annotations.NullMarked;
