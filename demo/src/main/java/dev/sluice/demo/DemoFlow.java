package dev.sluice.demo;

import dev.sluice.demo.SluiceUnderTest.Attempt;
import dev.sluice.demo.SluiceUnderTest.Progress;
import dev.sluice.demo.report.DemoReport;
import dev.sluice.demo.report.DemoReport.Copy;
import dev.sluice.demo.report.Evidence;
import dev.sluice.demo.report.Words;
import dev.sluice.demo.screen.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The demo step by step: what happens when. What each step does to the world is the {@link World}'s. */
final class DemoFlow {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration STATE_DEADLINE = Duration.ofMinutes(2);
    private static final Duration AT_LEAST_BETWEEN = Duration.ofSeconds(2);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);
    private static final int TRIES = 3;
    /** The part of the load's time that passes before the first cutover. */
    private static final double BEFORE_CUTOVER = 0.4;

    private final DemoOptions options;
    private final SluiceUnderTest sluice;
    private final World world;
    private final Board board;
    private final Ticker ticker;
    private final Attempts attempts = new Attempts();

    private World.Servers servers = World.Servers.NONE;
    private long keys;
    private Copy copy = new Copy(0, 0, 0);
    private long loadStarted;

    DemoFlow(DemoOptions options, SluiceUnderTest sluice, World world, Board board, Ticker ticker) {
        this.options = options;
        this.sluice = sluice;
        this.world = world;
        this.board = board;
        this.ticker = ticker;
    }

    /** Goes through all steps, or until one fails; the report tells which. */
    DemoReport run() throws InterruptedException {
        long started = ticker.nanos();
        Evidence evidence = Evidence.NONE;
        String failure = "";
        try {
            prepare();
            copy();
            move();
            board.next();
            work(AT_LEAST_BETWEEN, options.load());
            world.stopClients();
            board.done("");
            evidence = verify();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failure = words(e);
            board.failed(failure);
            world.stopClients();
        }
        double seconds = millisSince(started) / 1_000;
        return new Conclusion(options, servers, keys, copy, attempts, world.traffic())
                .report(failure, evidence, seconds);
    }

    private void prepare() throws Exception {
        board.next();
        servers = world.open();
        board.title("Sluice demo   " + servers.source() + " -> " + servers.target());
        board.done(servers.shown());
        board.next();
        keys = world.load(loaded -> board.progress(part(loaded, options.keys()), Words.count(loaded) + " keys"));
        board.done(Words.count(keys) + " keys, " + DemoOptions.DATABASES + " databases");
        board.next();
        world.remember(read -> board.progress(part(read, keys), ""));
        board.done("every value, expiry, stream group");
        board.next();
        world.atEnd("Sluice", sluice::stop);
        world.startClients(sluice.start(servers.sourceUri(), servers.targetUri()));
        loadStarted = ticker.nanos();
        ticker.sleep(WARM_UP);
        board.done(options.clients() + " clients, " + DemoOptions.BYPASS_CLIENTS + " straight to the source");
    }

    private void copy() throws Exception {
        board.next();
        long started = ticker.nanos();
        sluice.migrate();
        Progress progress = awaitState("READY");
        copy = new Copy(world.keysAtTarget(), progress.copiedBytes(), millisSince(started));
        board.done(Words.count(copy.keys()) + " keys, " + Words.bytes(copy.bytes()));
    }

    private void move() throws Exception {
        board.next();
        work(
                Duration.ZERO,
                options.load().multipliedBy((long) (BEFORE_CUTOVER * 100)).dividedBy(100));
        board.done("");
        attempt(Attempts.CUTOVER, "READY");
        if (options.roundTrip()) {
            board.next();
            work(AT_LEAST_BETWEEN, Duration.ZERO);
            board.done("");
            attempt(Attempts.ROLLBACK, "REVERSIBLE");
            board.next();
            work(AT_LEAST_BETWEEN, Duration.ZERO);
            board.done("");
            attempt(Attempts.CUTOVER, "READY");
        }
    }

    /** Tries until it is committed, three times at most: an abort is safe, and on a busy machine no surprise. */
    private void attempt(String kind, String fromState) throws Exception {
        board.next();
        for (int i = 1; ; i++) {
            awaitState(fromState);
            Instant begin = Instant.now();
            long started = ticker.nanos();
            Attempt attempt = tryOnce(kind);
            attempts.add(kind, attempt, begin, Instant.now(), millisSince(started));
            if (attempt.committed()) {
                board.done("committed, " + Words.ms(millisSince(started)));
                return;
            }
            if (i == TRIES) {
                throw new DemoException(kind + " aborted " + i + " times: " + attempt.reason());
            }
            board.progress(-1, "aborted, again: " + attempt.reason());
            ticker.sleep(BEFORE_NEXT_TRY);
        }
    }

    private Attempt tryOnce(String kind) throws InterruptedException {
        try {
            return kind.equals(Attempts.CUTOVER) ? sluice.cutover() : sluice.rollback();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Instant now = Instant.now();
            return new Attempt(false, words(e), List.of(), now, now);
        }
    }

    private Progress awaitState(String state) throws Exception {
        long deadline = ticker.nanos() + STATE_DEADLINE.toNanos();
        while (true) {
            Progress progress = sluice.status();
            if (progress.state().equals(state)) {
                return progress;
            }
            if (progress.failed()) {
                throw new DemoException(progress.state() + ": " + progress.reason());
            }
            if (ticker.nanos() - deadline > 0) {
                throw new DemoException("not " + state + " in " + STATE_DEADLINE.toSeconds() + " s but "
                        + progress.state() + ": " + progress.reason());
            }
            board.progress(
                    part(progress.copiedBytes(), progress.totalBytes()),
                    progress.totalBytes() < 0 ? "" : Words.bytes(progress.copiedBytes()));
            ticker.sleep(POLL);
        }
    }

    /** Lets the clients work: for some time from now, and until the load has lasted so long in all. */
    private void work(Duration atLeast, Duration untilOfLoad) throws InterruptedException {
        long from = ticker.nanos();
        long until = Math.max(from + atLeast.toNanos(), loadStarted + untilOfLoad.toNanos());
        while (ticker.nanos() - until < 0) {
            board.progress(part(ticker.nanos() - from, until - from), "");
            ticker.sleep(POLL);
        }
    }

    private Evidence verify() {
        board.next();
        Evidence evidence = world.verify(
                attempts.holds(), compared -> board.progress(part(compared, keys), Words.count(compared) + " keys"));
        board.done(Words.count(evidence.data().compared()) + " keys, "
                + Words.count(evidence.verdict().acknowledged()) + " operations");
        return evidence;
    }

    private static double part(long done, long all) {
        return all <= 0 ? -1 : (double) done / all;
    }

    private double millisSince(long nanos) {
        return (ticker.nanos() - nanos) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static String words(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
