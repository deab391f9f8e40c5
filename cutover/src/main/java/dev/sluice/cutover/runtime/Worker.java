package dev.sluice.cutover.runtime;

import java.time.Duration;

/** The coordinator's own thread: everything that changes a state runs there, one thing after another. */
public interface Worker extends AutoCloseable {
    /** False when the worker is closed and will not run it. */
    boolean execute(Runnable task);

    /** Runs the task again and again, with this pause between two runs, until closed. */
    void every(Duration pause, Runnable task);

    /** Lets what is running end, for a bounded time. */
    @Override
    void close();
}
