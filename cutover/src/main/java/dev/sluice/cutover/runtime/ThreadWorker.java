package dev.sluice.cutover.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread. */
public final class ThreadWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadWorker.class);
    private final Duration closeTimeout;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "sluice-cutover");
        created.setDaemon(true);
        return created;
    });

    /** @param closeTimeout how long {@link #close()} waits for what is running */
    public ThreadWorker(Duration closeTimeout) {
        this.closeTimeout = closeTimeout;
    }

    @Override
    public boolean execute(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void every(Duration pause, Runnable task) {
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                () -> guarded(task), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A fault in one run must not end the following ones: the scheduler would drop the task silently. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("fault in the cutover's thread", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(closeTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("the cutover's thread did not end within {} ms", closeTimeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
