package dev.sluice.testservers;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;

/** One connection of a link: two sockets and a pump for each direction. Ends as a whole, except for a half-close. */
final class LinkConnection {
    private final Socket client;
    private final Socket server;
    private final LinkFaults faults;
    private final Consumer<LinkConnection> onEnd;
    private volatile boolean over;
    private int directionsOpen = 2;

    LinkConnection(Socket client, Socket server, LinkFaults faults, Consumer<LinkConnection> onEnd) throws IOException {
        this.client = client;
        this.server = server;
        this.faults = faults;
        this.onEnd = onEnd;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void start() {
        new LinkPump(this, client, server, Direction.TO_SERVER, faults).start();
        new LinkPump(this, server, client, Direction.TO_CLIENT, faults).start();
    }

    boolean isOver() {
        return over;
    }

    /** One side sent FIN and all before it has been forwarded. */
    void halfClosed(Socket to) {
        boolean last;
        synchronized (this) {
            last = --directionsOpen == 0;
        }
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            last = true;
        }
        if (last) {
            end(false);
        }
    }

    /** @param abruptly RST instead of FIN */
    void end(boolean abruptly) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        for (Socket socket : new Socket[] {client, server}) {
            if (abruptly) {
                resetOnClose(socket);
            }
            LinkThreads.close(socket);
        }
        onEnd.accept(this);
    }

    private static void resetOnClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed by the other side already: there is nothing left to reset.
            return;
        }
    }
}
