package dev.sluice.replication.control;

import java.util.concurrent.atomic.AtomicLong;

/** Resyncs given since the process started, over all lanes. */
final class SyncCounts {
    final AtomicLong full = new AtomicLong();
    final AtomicLong partial = new AtomicLong();
}
