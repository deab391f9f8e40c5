package dev.sluice.cutover;

import dev.sluice.cutover.port.NodeControl.ReplicationInfo;

/**
 * How many commands of the stream the receiving node has refused since it attached: a replica that does not know a command
 * logs it, drops it, and its offset goes on, so that the counter {@code unexpected_error_replies} is the only trace. A full
 * copy makes up for what was refused before it; a restarted process counts from zero.
 */
final class ErrorBaseline {
    private String runId = "";
    private long fullSyncs = -1;
    private long base;
    private long last;

    /** The receiving node as it was just before it was told to follow. */
    void attach(ReplicationInfo info, long fullSyncsSoFar) {
        runId = info.runId();
        fullSyncs = fullSyncsSoFar;
        base = info.unexpectedErrors();
        last = base;
    }

    /** What was refused since then. */
    long growth(ReplicationInfo info, long fullSyncsNow) {
        if (!info.runId().equals(runId)) {
            boolean first = runId.isEmpty();
            runId = info.runId();
            base = first ? info.unexpectedErrors() : 0;
        } else if (fullSyncsNow != fullSyncs) {
            base = last;
        }
        fullSyncs = fullSyncsNow;
        last = info.unexpectedErrors();
        return Math.max(0, last - base);
    }

    /** The counter's value that counts as none. */
    long base() {
        return base;
    }
}
