/**
 * What a restarted Sluice has to know: one record on disk, replaced as a whole and durable when a write returns. The record
 * that says COMMITTED is the decision of an attempt.
 */
@NullMarked
package dev.sluice.cutover.journal;

import org.jspecify.annotations.NullMarked;
