package dev.sluice.testservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Free loopback ports. They are taken from below the range from which the system serves outgoing connections, so that a
 * server which restarts does not find its port taken by a client; no port is given out twice by one process.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;
    private static final int ATTEMPTS = 200;
    private static final SplittableRandom RANDOM = new SplittableRandom();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /** A port that nobody listens on now. Another process may still take it before it is used. */
    public static synchronized int free() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = RANDOM.nextInt(FIRST, LAST + 1);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new ServerException("no free port found between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
