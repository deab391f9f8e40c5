package dev.sluice.proxy.gate;

import dev.sluice.proxy.lane.Lane;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lanes that nobody uses any more. They are closed when what was held has gone: that is more pressing. On one event loop. */
final class LeftLanes {
    /** How long they wait once sessions go on: what was held is to be answered first. */
    private static final long CLOSE_AFTER_MILLIS = 50;

    private final EventLoop loop;
    private List<Lane> lanes = new ArrayList<>();

    LeftLanes(EventLoop loop) {
        this.loop = loop;
    }

    void add(Lane lane) {
        lanes.add(lane);
    }

    void addAll(Collection<Lane> more) {
        lanes.addAll(more);
    }

    void closeSoon() {
        loop.schedule(this::close, CLOSE_AFTER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void close() {
        List<Lane> closing = lanes;
        lanes = new ArrayList<>();
        closing.forEach(Lane::close);
    }
}
