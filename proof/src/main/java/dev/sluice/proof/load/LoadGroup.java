package dev.sluice.proof.load;

import dev.sluice.proof.Endpoint;
import dev.sluice.proof.history.ClientHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number of clients under load. Start and stop from one thread; the meter may be read from any.
 */
public final class LoadGroup implements AutoCloseable {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

    private final LoadMeter meter = new LoadMeter();
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private LoadGroup() {}

    /**
     * Starts the clients.
     *
     * @param proxy where the clients connect to
     * @param source where the bypass clients write to; may be null when there are none
     */
    public static LoadGroup start(Endpoint proxy, @Nullable Endpoint source, LoadOptions options) {
        LoadGroup group = new LoadGroup();
        for (int i = 1; i <= options.clients(); i++) {
            group.add(proxy, options, i, false);
        }
        for (int i = 1; i <= options.bypassClients(); i++) {
            if (source == null) {
                throw new IllegalArgumentException("bypass clients need the source");
            }
            group.add(source, options, options.clients() + i, true);
        }
        group.threads.forEach(Thread::start);
        return group;
    }

    private void add(Endpoint endpoint, LoadOptions options, int number, boolean bypass) {
        ClientHistory history = new ClientHistory(number, number % options.databases(), bypass);
        LoadClient client = new LoadClient(endpoint, options, history, meter, () -> stopped);
        clients.add(client);
        Thread thread = new Thread(client, (bypass ? "bypass-" : "load-") + number);
        thread.setDaemon(true);
        threads.add(thread);
    }

    public LoadMeter meter() {
        return meter;
    }

    /** Clients that still work. */
    public int alive() {
        return (int) threads.stream().filter(Thread::isAlive).count();
    }

    /** Ends the clients, each after the reply to what it sent last. Fails when one does not end in 20 s. */
    public List<ClientHistory> stop() {
        stopped = true;
        long deadline = System.nanoTime() + STOP_DEADLINE.toNanos();
        for (Thread thread : threads) {
            join(thread, deadline);
        }
        return clients.stream().map(LoadClient::history).toList();
    }

    /** Tells the clients to end and does not wait. */
    @Override
    public void close() {
        stopped = true;
    }

    private static void join(Thread thread, long deadline) {
        try {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(thread.getName() + " does not end");
        }
    }
}
