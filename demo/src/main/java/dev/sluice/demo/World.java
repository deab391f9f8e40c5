package dev.sluice.demo;

import dev.sluice.demo.report.DemoReport.Server;
import dev.sluice.demo.report.Evidence;
import dev.sluice.proof.measure.Window;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.LongConsumer;

/** All that stands around Sluice in the demo: servers, data and clients. The flow talks to it, tests put another there. */
interface World {
    /** Starts or reaches the servers. */
    Servers open() throws Exception;

    /** Loads the source; returns the number of keys. */
    long load(LongConsumer progress);

    /** Reads what was loaded, so that the target can be compared with it at the end. */
    void remember(LongConsumer progress);

    /** Has something ended when the demo ends, in whatever way, before all that was started earlier. */
    void atEnd(String what, Runnable end);

    void startClients(InetSocketAddress proxy);

    Traffic traffic();

    /** Keys at the target now, over all databases. */
    long keysAtTarget();

    /** Ends the clients, each after its last reply. */
    void stopClients();

    /** Checks all of it at the target, after the clients have ended. */
    Evidence verify(List<Window> holds, LongConsumer progress);

    /** The two servers; a URI may carry a password and is never shown. */
    record Servers(String sourceUri, String targetUri, Server source, Server target, String shown) {
        /** Before they are known. */
        static final Servers NONE = new Servers("", "", new Server("", ""), new Server("", ""), "");
    }

    /** What the clients did so far. */
    record Traffic(long acknowledged, long errors, long opened, long dropped, List<String> messages) {
        static final Traffic NONE = new Traffic(0, 0, 0, 0, List.of());
    }
}
