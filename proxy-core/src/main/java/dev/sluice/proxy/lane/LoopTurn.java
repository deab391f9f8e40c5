package dev.sluice.proxy.lane;

import dev.sluice.proxy.metrics.ProxyMetrics;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One turn of an event loop: what all reads of the turn produced leaves at its end, so that a lane that fifty clients wrote to
 * costs one system call and not fifty. Lanes first: while the node works on that, the clients get theirs. Counts of the turn
 * reach the meters at its end, too.
 */
public final class LoopTurn implements Runnable {
    /** What can be flushed. */
    public interface Part {
        void flush();

        /** Bytes written since the last call. */
        long takeWritten();
    }

    private final EventLoop loop;
    private final ProxyMetrics metrics;
    private final LaneMetrics laneMetrics;
    private final LongSupplier clock;
    private final LongSupplier wallClock;
    private final TurnCounts counts = new TurnCounts();
    private final List<Part> lanes = new ArrayList<>();
    private final List<Part> clients = new ArrayList<>();
    private boolean scheduled;
    private int number;
    private long started;
    private long millis;

    /**
     * @param clock nanoseconds of a clock that only goes forward
     * @param wallClock milliseconds of the epoch
     */
    public LoopTurn(
            EventLoop loop, ProxyMetrics metrics, LaneMetrics laneMetrics, LongSupplier clock, LongSupplier wallClock) {
        this.loop = loop;
        this.metrics = metrics;
        this.laneMetrics = laneMetrics;
        this.clock = clock;
        this.wallClock = wallClock;
        this.millis = wallClock.getAsLong();
    }

    public LaneMetrics laneMetrics() {
        return laneMetrics;
    }

    /** When the last turn began, in milliseconds of the epoch. */
    public long millis() {
        return millis;
    }

    /** Counts since the turn began; add to them freely. */
    public TurnCounts counts() {
        return counts;
    }

    /** Bytes have been read. */
    public void began() {
        if (started == 0 && ProxyMetrics.sampled(number)) {
            started = clock.getAsLong();
        }
        schedule();
    }

    /** A lane has something to flush. */
    void lane(Part lane) {
        lanes.add(lane);
        schedule();
    }

    /** A client has something to flush. */
    public void client(Part client) {
        clients.add(client);
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            millis = wallClock.getAsLong();
            // Runs after all that this turn has to read: the loop's tasks come behind its I/O.
            loop.execute(this);
        }
    }

    /** The end of the turn. */
    @Override
    public void run() {
        // First, so that whatever goes wrong below the next turn comes.
        scheduled = false;
        // Flushing may lead to more that is to be flushed; it is, in the same turn.
        long toNode = 0;
        for (int i = 0; i < lanes.size(); i++) {
            Part lane = lanes.get(i);
            lane.flush();
            toNode += lane.takeWritten();
        }
        lanes.clear();
        long toClients = 0;
        for (int i = 0; i < clients.size(); i++) {
            Part client = clients.get(i);
            client.flush();
            toClients += client.takeWritten();
        }
        clients.clear();
        counts.toNode += toNode;
        counts.toClient += toClients;
        number++;
        if (started != 0) {
            metrics.addedLatency(clock.getAsLong() - started);
            started = 0;
        }
        counts.flush(metrics);
        if (!lanes.isEmpty()) {
            schedule();
        }
    }
}
