package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gate of one session that does what the test says. */
final class FakeOwner implements SessionOwner {
    HoldLevel level = HoldLevel.OPEN;
    NodeRole active = NodeRole.SOURCE;

    @Nullable
    NodeRole prepared;

    int overflows;
    final HoldBudget budget = new HoldBudget(() -> overflows++);
    final List<String> released = new ArrayList<>();
    final List<String> standbyFailures = new ArrayList<>();
    final List<Credentials> authenticated = new ArrayList<>();
    int progress;
    boolean ended;

    @Override
    public HoldLevel level() {
        return level;
    }

    @Override
    public NodeRole active() {
        return active;
    }

    @Override
    public @Nullable NodeRole prepared() {
        return prepared;
    }

    @Override
    public HoldBudget budget() {
        return budget;
    }

    @Override
    public void released(boolean write, long waitedNanos) {
        released.add((write ? "write " : "read ") + waitedNanos);
    }

    @Override
    public void progressed(ClientSession session) {
        progress++;
    }

    @Override
    public void standbyFailed(ClientSession session, String reason) {
        standbyFailures.add(reason);
    }

    @Override
    public void authenticated(Credentials credentials) {
        authenticated.add(credentials);
    }

    @Override
    public void ended(ClientSession session) {
        ended = true;
    }
}
