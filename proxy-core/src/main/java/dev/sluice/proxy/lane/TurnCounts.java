package dev.sluice.proxy.lane;

import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.metrics.ProxyMetrics;

/** Counts of one event loop between two updates of the shared meters, so that no command pays for being counted. */
public final class TurnCounts {
    public long fromClient;
    public long toClient;
    public long fromNode;
    public long toNode;
    public int reads;
    public int writes;
    public int others;
    public int refused;

    /** One more command of this kind. */
    public void command(int kind) {
        if (CommandKind.isPlain(kind)) {
            if (CommandKind.mayWrite(kind)) {
                writes++;
            } else {
                reads++;
            }
        } else if (CommandKind.refused(kind)) {
            refused++;
        } else if (CommandKind.hasEffect(kind)) {
            others++;
        } else if (CommandKind.mayWrite(kind)) {
            writes++;
        } else {
            reads++;
        }
    }

    void flush(ProxyMetrics metrics) {
        metrics.transferred(fromClient, toClient, fromNode, toNode);
        metrics.commands(reads, writes, others, refused);
        fromClient = 0;
        toClient = 0;
        fromNode = 0;
        toNode = 0;
        reads = 0;
        writes = 0;
        others = 0;
        refused = 0;
    }
}
