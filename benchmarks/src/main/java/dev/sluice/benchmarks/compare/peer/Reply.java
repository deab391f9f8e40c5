package dev.sluice.benchmarks.compare.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for the first reply of something that has just been started. */
final class Reply {
    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long POLL_NANOS = 2_000_000;
    private static final int TIMEOUT_MS = 1_000;

    private Reply() {}

    /** @return false when the patience ended, or {@code alive} said so, before PING was answered */
    static boolean await(String host, int port, Duration patience, BooleanSupplier alive) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (alive.getAsBoolean() && System.nanoTime() - deadline < 0) {
            if (answers(host, port)) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return false;
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(PING);
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }
}
