package dev.sluice.demo.screen;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Shows a board four times a second until it is closed. */
public final class ScreenTicker implements AutoCloseable {
    private static final long PERIOD_MS = 250;

    private final Board board;
    private final Screen screen;
    private final Runnable beforeEach;
    private final ScheduledExecutorService executor;
    private final ScheduledFuture<?> ticks;

    /**
     * Starts to show the board.
     *
     * @param terminal whether to redraw in place
     * @param beforeEach brings the board up to date
     */
    public ScreenTicker(Board board, PrintStream out, boolean terminal, Runnable beforeEach) {
        this.board = board;
        this.screen = terminal ? new TerminalScreen(out) : new PlainScreen(out);
        this.beforeEach = beforeEach;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "screen");
            thread.setDaemon(true);
            return thread;
        });
        this.ticks = executor.scheduleWithFixedDelay(this::tick, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        beforeEach.run();
        screen.show(board.view());
    }

    /** Shows the board for the last time. */
    @Override
    public void close() {
        ticks.cancel(false);
        executor.shutdown();
        try {
            if (executor.awaitTermination(1, TimeUnit.SECONDS)) {
                screen.end(board.view());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
