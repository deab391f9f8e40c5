package dev.sluice.testservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback that injects faults on command: what passes it is delayed, throttled, stopped or cut. Thread-safe.
 * Without a fault it forwards at once. A fault holds for the connections that are open and for those to come.
 */
public final class FaultyLink implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final InetSocketAddress server;
    private final int port;
    private final LinkFaults faults = new LinkFaults();
    private final Set<LinkConnection> open = ConcurrentHashMap.newKeySet();

    private @Nullable ServerSocket listener;
    private long accepted;
    private boolean closed;

    private FaultyLink(InetSocketAddress server, int port) {
        this.server = server;
        this.port = port;
    }

    /** A link that listens on a free loopback port and forwards to {@code server}. */
    public static FaultyLink to(InetSocketAddress server) {
        FaultyLink link = new FaultyLink(server, Ports.free());
        link.accept();
        return link;
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Every chunk of bytes arrives this much later, in both directions; the rate stays as it is. */
    public void delay(Duration delay) {
        faults.setDelay(delay.toNanos());
    }

    /** At most this many bytes a second in each direction of each connection; 0 lifts the limit. */
    public void throttle(long bytesPerSecond) {
        faults.setBytesPerSecond(bytesPerSecond);
    }

    /** Stops forwarding in a direction; connections stay open and senders see their buffers fill up. */
    public void stall(Direction direction) {
        faults.setStalled(direction, true);
    }

    /** Stops forwarding both ways: what a partition looks like. */
    public void stall() {
        stall(Direction.TO_SERVER);
        stall(Direction.TO_CLIENT);
    }

    /** Ends the connection that carries it (FIN) once this many more bytes have passed in a direction, to the byte. */
    public void cutAfter(Direction direction, long bytes) {
        faults.cutAfter(direction, bytes);
    }

    /** Ends all delays, limits and stalls, and takes new connections again. What was stalled flows on. */
    public void heal() {
        faults.clear();
        accept();
    }

    /** New connections are refused (the port is closed), open ones live on. */
    public synchronized void refuse() {
        ServerSocket socket = listener;
        listener = null;
        LinkThreads.close(socket);
    }

    /** New connections are taken, after {@link #refuse()}. */
    public synchronized void accept() {
        if (listener != null || closed) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address());
            listener = socket;
            LinkThreads.start("link-accept-" + port, () -> acceptLoop(socket));
        } catch (IOException e) {
            throw new ServerException("cannot listen on port " + port, e);
        }
    }

    /** Ends all open connections in order (FIN). @return how many there were */
    public int cut() {
        return endAll(false);
    }

    /** Ends all open connections at once (RST). @return how many there were */
    public int reset() {
        return endAll(true);
    }

    /** Connections open now. */
    public int connections() {
        return open.size();
    }

    /** Connections taken since the start. */
    public synchronized long accepted() {
        return accepted;
    }

    /** Bytes forwarded in a direction since the start, over all connections. */
    public long forwarded(Direction direction) {
        return faults.forwarded(direction);
    }

    /** Waits until exactly {@code count} connections are open; fails with a {@link ServerException} after {@code timeout}. */
    public void awaitConnections(int count, Duration timeout) {
        await(() -> open.size() == count, timeout, count + " open connections");
    }

    /** Waits until {@code count} connections have been taken since the start. */
    public void awaitAccepted(long count, Duration timeout) {
        await(() -> accepted() >= count, timeout, count + " accepted connections");
    }

    /** Waits until {@code bytes} have been forwarded in a direction since the start. */
    public void awaitForwarded(Direction direction, long bytes, Duration timeout) {
        await(() -> forwarded(direction) >= bytes, timeout, bytes + " bytes forwarded " + direction);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        refuse();
        reset();
        faults.clear();
    }

    private void await(BooleanSupplier condition, Duration timeout, String what) {
        if (!faults.await(condition, timeout.toNanos())) {
            throw new ServerException("no " + what + " in " + timeout.toMillis() + " ms; open " + connections()
                    + ", accepted " + accepted());
        }
    }

    private int endAll(boolean abruptly) {
        List<LinkConnection> connections = new ArrayList<>(open);
        connections.forEach(connection -> connection.end(abruptly));
        return connections.size();
    }

    private void acceptLoop(ServerSocket socket) {
        while (true) {
            try {
                join(socket.accept());
            } catch (IOException e) {
                // The only way to end an accept: refuse() or close() closed the socket.
                return;
            }
        }
    }

    private void join(Socket client) {
        Socket upstream = new Socket();
        try {
            upstream.connect(server, CONNECT_TIMEOUT_MS);
            LinkConnection connection = new LinkConnection(client, upstream, faults, this::ended);
            synchronized (this) {
                if (closed) {
                    throw new IOException("the link is closed");
                }
                accepted++;
                open.add(connection);
            }
            faults.signal();
            connection.start();
        } catch (IOException e) {
            // The server is not there, or the link was closed meanwhile: the client sees its connection end, as it
            // would see it without a link.
            LinkThreads.close(client);
            LinkThreads.close(upstream);
        }
    }

    private void ended(LinkConnection connection) {
        open.remove(connection);
        faults.signal();
    }
}
