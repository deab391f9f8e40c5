/**
 * What was captured, on disk: the snapshot and, indexed by offset, the bytes of the stream. Buffers go in at the end, are read
 * back at any offset that is kept, become durable in groups, and leave at the start when the receiver has acknowledged them.
 * Everything except {@link dev.sluice.replication.spool.SpoolSync} runs on one thread.
 */
@NullMarked
package dev.sluice.replication.spool;

import org.jspecify.annotations.NullMarked;
