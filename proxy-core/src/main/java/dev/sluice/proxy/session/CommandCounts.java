package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.metrics.ProxyMetrics;

/** Counts the commands of one batch, so that the shared meters are touched once for all of them. */
final class CommandCounts {
    private int reads;
    private int writes;
    private int others;
    private int refused;

    void add(int kind) {
        if (kind == CommandKind.READ) {
            reads++;
        } else if (CommandKind.refused(kind)) {
            refused++;
        } else if (CommandKind.effect(kind) != SessionEffect.NONE) {
            others++;
        } else if (CommandKind.mayWrite(kind)) {
            writes++;
        } else {
            reads++;
        }
    }

    void flush(ProxyMetrics metrics) {
        metrics.commands(reads, writes, others, refused);
        reads = 0;
        writes = 0;
        others = 0;
        refused = 0;
    }
}
