package dev.sluice.demo;

import dev.sluice.demo.SluiceUnderTest.Progress;
import dev.sluice.demo.report.Words;
import dev.sluice.demo.screen.Board;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The live lines below the steps: state, lag, and what the clients do. Used by the screen's thread alone. */
final class Footer {
    private final SluiceUnderTest sluice;
    private final World world;
    private final Board board;
    private final Ticker ticker;
    private long lastNanos;
    private long lastAcknowledged;

    Footer(SluiceUnderTest sluice, World world, Board board, Ticker ticker) {
        this.sluice = sluice;
        this.world = world;
        this.board = board;
        this.ticker = ticker;
        this.lastNanos = ticker.nanos();
    }

    void update() {
        World.Traffic traffic = world.traffic();
        if (traffic.opened() == 0) {
            return;
        }
        long now = ticker.nanos();
        double seconds = (now - lastNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        long rate = seconds <= 0 ? 0 : Math.round((traffic.acknowledged() - lastAcknowledged) / seconds);
        lastNanos = now;
        lastAcknowledged = traffic.acknowledged();
        board.footer(
                state(),
                String.format(
                        Locale.ROOT,
                        "load   %s operations/s   %s acknowledged   %d errors   %d dropped",
                        Words.count(rate),
                        Words.count(traffic.acknowledged()),
                        traffic.errors(),
                        traffic.dropped()));
    }

    private String state() {
        Progress progress;
        try {
            progress = sluice.status();
        } catch (RuntimeException e) {
            // While it stops there is nothing to ask; the screen goes on.
            return "state  cannot be told: " + e.getMessage();
        }
        return String.format(
                Locale.ROOT,
                "state  %-10s  lag %s, %s   %s",
                progress.state(),
                Words.bytes(Math.max(0, progress.lagBytes())),
                Words.ms(progress.lagMillis()),
                progress.reason());
    }
}
