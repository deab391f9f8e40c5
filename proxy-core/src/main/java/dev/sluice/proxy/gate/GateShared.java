package dev.sluice.proxy.gate;

import dev.sluice.proxy.session.Credentials;
import dev.sluice.proxy.session.HoldBudget;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What all event loops have in common. Any thread. */
final class GateShared {
    /** Users that are remembered; of more, those seen first. */
    private static final int MAX_USERS = 10_000;

    private final HoldBudget budget = new HoldBudget(this::holdExceeded);
    private final Map<String, Credentials> users = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile Consumer<String> listener = reason -> {};

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
            listener.accept(reason);
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
