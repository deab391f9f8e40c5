package dev.sluice.testservers;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a link (daemons, so that a forgotten link does not keep a JVM alive), and how its sockets end. */
final class LinkThreads {
    private static final Logger LOG = LoggerFactory.getLogger(LinkThreads.class);

    private LinkThreads() {}

    static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    static void close(@Nullable Closeable socket) {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", socket, e.toString());
        }
    }
}
