package dev.sluice.benchmarks.compare.load;

import java.util.List;
import java.util.stream.IntStream;

/** Along what the cost is followed, everything else as in the plainest load: 50 clients, no pipeline, 64 bytes, one event loop. */
public enum Axis {
    CLIENTS("clients"),
    VALUE_SIZE("value size"),
    PIPELINE("pipeline"),
    EVENT_LOOPS("event loops"),
    EVENT_LOOPS_PIPELINED("event loops, pipeline 16");

    private final String title;

    Axis(String title) {
        this.title = title;
    }

    /**
     * A place on an axis.
     *
     * @param x the number of what the axis counts; bytes for the value size
     * @param eventLoops that the proxies need for it
     */
    public record Point(Axis axis, int x, int eventLoops, Workload workload) {
        /** As it stands on the axis. */
        public String label() {
            return axis == VALUE_SIZE ? Workload.size(x) : Integer.toString(x);
        }
    }

    public String title() {
        return title;
    }

    public boolean isEventLoops() {
        return this == EVENT_LOOPS || this == EVENT_LOOPS_PIPELINED;
    }

    /**
     * The places, from the left.
     *
     * @param eventLoops on the axes that are about something else
     * @param mostClients that there are descriptors for; more clients become this many
     */
    public List<Point> points(int eventLoops, int mostClients) {
        return places().map(x -> this == CLIENTS ? Math.min(x, mostClients) : x)
                .distinct()
                .mapToObj(x -> new Point(this, x, isEventLoops() ? x : eventLoops, workload(x)))
                .toList();
    }

    private IntStream places() {
        return switch (this) {
            case CLIENTS -> IntStream.of(1, 10, 100, 1_000, 10_000);
            case VALUE_SIZE -> IntStream.of(64, 1_024, 16 * 1_024, 256 * 1_024, 1_024 * 1_024);
            case PIPELINE -> IntStream.of(1, 4, 16, 64, 256);
            case EVENT_LOOPS, EVENT_LOOPS_PIPELINED -> IntStream.of(1, 2);
        };
    }

    private Workload workload(int x) {
        return switch (this) {
            case CLIENTS -> Workload.benchmark("clients-" + x, x, 1, 64);
            case VALUE_SIZE -> Workload.benchmark("value-" + x, 50, 1, x);
            case PIPELINE -> Workload.benchmark("pipeline-" + x, 50, x, 64);
            case EVENT_LOOPS -> Workload.benchmark("loops-" + x, 50, 1, 64);
            case EVENT_LOOPS_PIPELINED -> Workload.benchmark("loops-p16-" + x, 50, 16, 64);
        };
    }
}
