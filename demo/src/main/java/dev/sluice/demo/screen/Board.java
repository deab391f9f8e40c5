package dev.sluice.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The steps of a job and where it stands; one step runs at a time, in order. Thread-safe: the job writes, a screen reads.
 */
public final class Board {
    /** Where a step stands. */
    public enum Mark {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * One step.
     *
     * @param fraction done, 0 to 1; negative when it cannot be told
     * @param millis it has taken so far, or in all
     */
    public record Step(String name, Mark mark, double fraction, String text, long millis) {}

    /** The board at one moment. */
    public record View(String title, List<Step> steps, List<String> footer, long millis) {}

    private final LongSupplier nanoClock;
    private final long startedNanos;
    private final List<Step> steps = new ArrayList<>();
    private List<String> footer = List.of();
    private String title = "";
    private int current = -1;
    private long stepStartedNanos;

    public Board(List<String> names, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.startedNanos = nanoClock.getAsLong();
        names.forEach(name -> steps.add(new Step(name, Mark.WAITING, -1, "", 0)));
    }

    public synchronized void title(String text) {
        title = text;
    }

    /** Lines that stand below the steps. */
    public synchronized void footer(String... lines) {
        footer = List.of(lines);
    }

    /** Starts the next step. */
    public synchronized void next() {
        if (current + 1 >= steps.size()) {
            throw new IllegalStateException(
                    "no step after " + steps.get(current).name());
        }
        current++;
        stepStartedNanos = nanoClock.getAsLong();
        put(Mark.RUNNING, -1, "");
    }

    /** @param fraction done, 0 to 1; negative when it cannot be told */
    public synchronized void progress(double fraction, String text) {
        put(Mark.RUNNING, Math.min(1, fraction), text);
    }

    public synchronized void done(String text) {
        put(Mark.DONE, -1, text);
    }

    /** The step that runs, if one does, ends badly. */
    public synchronized void failed(String text) {
        if (current >= 0 && steps.get(current).mark() == Mark.RUNNING) {
            put(Mark.FAILED, -1, text);
        }
    }

    public synchronized View view() {
        List<Step> now = new ArrayList<>(steps);
        if (current >= 0 && now.get(current).mark() == Mark.RUNNING) {
            Step step = now.get(current);
            now.set(current, new Step(step.name(), step.mark(), step.fraction(), step.text(), millisOfStep()));
        }
        return new View(title, List.copyOf(now), footer, millisSince(startedNanos));
    }

    private void put(Mark mark, double fraction, String text) {
        steps.set(current, new Step(steps.get(current).name(), mark, fraction, text, millisOfStep()));
    }

    private long millisOfStep() {
        return millisSince(stepStartedNanos);
    }

    private long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - nanos);
    }
}
