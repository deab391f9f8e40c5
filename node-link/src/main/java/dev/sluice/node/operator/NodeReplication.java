package dev.sluice.node.operator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's place in replication, from INFO.
 *
 * @param role {@code master} or {@code slave}, the server's word
 * @param offset {@code master_repl_offset}
 * @param appliedOffset {@code slave_repl_offset} of a replica, otherwise {@code offset}
 * @param replid2 the history before the last promotion, null when there is none; {@code replid2Offset} its first offset no
 *     longer in it, -1 when there is none
 * @param masterHost whom a replica follows; null for a master
 * @param unexpectedErrors {@code unexpected_error_replies}: commands a replica's master sent that it refused
 */
public record NodeReplication(
        String role,
        String runId,
        String replid,
        long offset,
        long appliedOffset,
        @Nullable String replid2,
        long replid2Offset,
        @Nullable String masterHost,
        int masterPort,
        boolean masterLinkUp,
        boolean loading,
        long unexpectedErrors) {
    /** INFO's sections that it is read from. */
    static final String[] SECTIONS = {"server", "persistence", "stats", "replication"};

    /** A replid2 that stands for none (clearReplicationId2, replication.c). */
    private static final String NO_REPLID = "0".repeat(40);

    static NodeReplication of(Map<String, String> info) {
        long offset = number(info, "master_repl_offset", -1);
        String replid2 = info.get("master_replid2");
        return new NodeReplication(
                info.getOrDefault("role", ""),
                info.getOrDefault("run_id", ""),
                info.getOrDefault("master_replid", ""),
                offset,
                number(info, "slave_repl_offset", offset),
                NO_REPLID.equals(replid2) ? null : replid2,
                number(info, "second_repl_offset", -1),
                info.get("master_host"),
                (int) number(info, "master_port", 0),
                "up".equals(info.get("master_link_status")),
                "1".equals(info.get("loading")),
                number(info, "unexpected_error_replies", 0));
    }

    private static long number(Map<String, String> info, String field, long otherwise) {
        String value = info.get(field);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
