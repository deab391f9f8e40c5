package dev.sluice.benchmarks.compare.load;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Gives the key that redis-benchmark gets its value, straight at the server, so that a GET never depends on the SET before it. */
public final class KeyPreparation {
    /** What redis-benchmark sends without {@code -r}: the place for a random number is left as it is. */
    private static final String KEY = "key:__rand_int__";

    private static final int TIMEOUT_MS = 10_000;

    private KeyPreparation() {}

    public static void set(String host, int port, int valueBytes) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            out.write(("*3\r\n$3\r\nSET\r\n$" + KEY.length() + "\r\n" + KEY + "\r\n$" + valueBytes + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write("x".repeat(valueBytes).getBytes(StandardCharsets.US_ASCII));
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != '+') {
                throw new BenchmarkException("the server refuses SET");
            }
        } catch (IOException e) {
            throw new BenchmarkException("cannot reach the server: " + e.getMessage(), e);
        }
    }
}
