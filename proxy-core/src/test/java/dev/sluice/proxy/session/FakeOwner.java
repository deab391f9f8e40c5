package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.lane.LaneMetrics;
import dev.sluice.proxy.lane.LanePool;
import dev.sluice.proxy.lane.LoopTurn;
import dev.sluice.proxy.metrics.ProxyMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A gate of one session that does what the test says. */
final class FakeOwner implements SessionOwner {
    HoldLevel level = HoldLevel.OPEN;
    NodeRole active = NodeRole.SOURCE;

    @Nullable
    NodeRole prepared;

    int cursorMark;

    int overflows;
    final HoldBudget budget = new HoldBudget(() -> overflows++);
    final List<String> released = new ArrayList<>();
    final List<String> standbyFailures = new ArrayList<>();
    final List<Credentials> authenticated = new ArrayList<>();
    int progress;
    boolean ended;

    /** Told when a shared lane is lost. */
    Runnable onLaneLost = () -> {};

    final LoopTurn turn;
    final LanePool pool;
    final List<Lane> left = new ArrayList<>();

    FakeOwner(EventLoop loop, LaneDialer dialer, MeterRegistry registry, ProxyMetrics metrics, LongSupplier clock) {
        turn = new LoopTurn(loop, metrics, new LaneMetrics(registry), clock, () -> 1_000);
        pool = new LanePool(loop, turn, dialer, () -> onLaneLost.run());
    }

    @Override
    public LanePool pool() {
        return pool;
    }

    @Override
    public LoopTurn turn() {
        return turn;
    }

    @Override
    public void left(Lane lane) {
        left.add(lane);
        lane.close();
    }

    @Override
    public HoldLevel level() {
        return level;
    }

    @Override
    public int cursorMark() {
        return cursorMark;
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
