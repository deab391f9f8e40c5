/** What clients did and what became of it: one history for each client, written by its thread, read when it has ended. */
@NullMarked
package dev.sluice.proof.history;

import org.jspecify.annotations.NullMarked;
