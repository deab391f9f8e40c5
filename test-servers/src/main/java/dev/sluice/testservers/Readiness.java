package dev.sluice.testservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until a server answers PING, with anything but that it is loading. */
final class Readiness {
    private static final long POLL_NANOS = 2_000_000;
    private static final int REPLY_TIMEOUT_MS = 1_000;

    private Readiness() {}

    /** @return false when the deadline passed or the process ended first */
    static boolean await(int port, long deadlineNanos, BooleanSupplier alive) {
        while (alive.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            if (answers(port)) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return false;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), REPLY_TIMEOUT_MS);
            socket.setSoTimeout(REPLY_TIMEOUT_MS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String start = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            // An error such as -NOAUTH is an answer too.
            return start.length() == 5 && !start.equals("-LOAD");
        } catch (IOException e) {
            return false;
        }
    }
}
