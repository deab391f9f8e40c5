package dev.sluice.admin.net;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what must not run on an event loop. They are made when needed and end when idle; as a connection has at most
 * one task at a time, there are no more of them than connections.
 */
public final class Workers {
    private static final long IDLE_SECONDS = 30;

    private Workers() {}

    /** @param max threads; one task more is refused with a {@link RejectedExecutionException} */
    public static ThreadPoolExecutor of(String threadName, int max) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, max, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, threadName + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
