package dev.sluice.benchmarks.compare.peer;

import java.util.OptionalLong;

/**
 * Something that runs and serves the database: the server itself or a proxy before it.
 *
 * @param name short, as it stands in the tables
 * @param version as it calls itself
 * @param pid of the process whose CPU and memory are counted; empty for the server itself and where it was not told
 * @param startMillis from the start of the process to its first reply; 0 if it was not started here
 * @param restKb resident memory after the first reply, before any load; 0 without a pid
 */
public record Peer(
        String name, String version, String host, int port, OptionalLong pid, double startMillis, long restKb) {
    /** The name of the server without a proxy, which all are compared with. */
    public static final String DIRECT = "direct";

    /** What the names of Sluice's variants begin with. */
    public static final String SLUICE = "sluice";

    public boolean isSluice() {
        return name.startsWith(SLUICE);
    }
}
