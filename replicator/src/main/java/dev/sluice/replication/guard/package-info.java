/**
 * Keeps from a node what it would drop without a word: a replica logs a command that it does not know, goes on, and its offset
 * tells that all was applied. Bytes of the stream go in, the number of them that may be passed on comes out, and the reason
 * when the next command may not.
 */
@NullMarked
package dev.sluice.replication.guard;

import org.jspecify.annotations.NullMarked;
