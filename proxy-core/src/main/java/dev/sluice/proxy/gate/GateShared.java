package dev.sluice.proxy.gate;

import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.session.HoldBudget;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all event loops have in common. Any thread. */
final class GateShared {
    /** Users that are remembered; of more, those seen first. */
    private static final int MAX_USERS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(GateShared.class);

    private final Unblocker unblocker;
    private final HoldBudget budget = new HoldBudget(this::holdExceeded);
    private final Map<String, Credentials> users = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile Consumer<String> listener = reason -> {};

    GateShared(Unblocker unblocker) {
        this.unblocker = unblocker;
    }

    Unblocker unblocker() {
        return unblocker;
    }

    HoldBudget budget() {
        return budget;
    }

    private void holdExceeded() {
        trouble("too much is held: " + budget.commands() + " commands, " + budget.bytes()
                + " bytes (sluice.cutover.hold-max-commands, sluice.cutover.hold-max-bytes)");
    }

    /** The next trouble is told again. */
    void newAttempt() {
        told.set(false);
    }

    void trouble(String reason) {
        if (told.compareAndSet(false, true)) {
            try {
                listener.accept(reason);
            } catch (RuntimeException e) {
                // It is called in the middle of a session's work, which must not suffer.
                log.error("the listener for trouble failed: {}", reason, e);
            }
        }
    }

    void listener(Consumer<String> newListener) {
        listener = newListener;
    }

    void seen(Credentials credentials) {
        if (users.size() < MAX_USERS || users.containsKey(credentials.user())) {
            users.put(credentials.user(), credentials);
        }
    }

    Set<Credentials> users() {
        return Set.copyOf(users.values());
    }
}
