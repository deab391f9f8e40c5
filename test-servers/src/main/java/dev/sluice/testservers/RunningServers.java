package dev.sluice.testservers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The servers that run now, so that none outlives the JVM. */
final class RunningServers {
    private static final Set<RunningServer> RUNNING = new HashSet<>();
    private static boolean hooked;

    private RunningServers() {}

    static void add(RunningServer server) {
        synchronized (RUNNING) {
            if (!hooked) {
                Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::closeAll, "close-servers"));
                hooked = true;
            }
            RUNNING.add(server);
        }
    }

    static void remove(RunningServer server) {
        synchronized (RUNNING) {
            RUNNING.remove(server);
        }
    }

    private static void closeAll() {
        List<RunningServer> servers;
        synchronized (RUNNING) {
            servers = List.copyOf(RUNNING);
        }
        servers.forEach(RunningServer::close);
    }
}
