package dev.sluice.demo;

import dev.sluice.demo.report.DemoReport;
import dev.sluice.demo.report.JsonReport;
import dev.sluice.demo.report.TextReport;
import dev.sluice.demo.screen.Board;
import dev.sluice.demo.screen.ScreenTicker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs the demo. */
public final class Demo {
    /** All that the demo claims holds. */
    public static final int HOLDS = 0;

    /** It does not hold, or the demo could not be carried out. */
    public static final int FAILS = 1;

    /** Ended from outside, as by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private Demo() {}

    /**
     * Runs the demo to its end. Servers, files, clients and Sluice are gone when it returns, and also when the JVM is ended
     * from outside meanwhile.
     *
     * @param out for the screen and the report
     * @return the exit code for the process
     */
    public static int run(DemoOptions options, SluiceUnderTest sluice, PrintStream out) {
        Cleanup cleanup = new Cleanup();
        Thread hook = interruptOnShutdown(cleanup, Thread.currentThread());
        try (cleanup) {
            RealWorld world = new RealWorld(options, cleanup);
            DemoReport report = show(options, sluice, world, out);
            TextReport.lines(report).forEach(out::println);
            boolean written = write(report, options.report(), out);
            return report.ok() && written ? HOLDS : FAILS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        } finally {
            forget(hook);
        }
    }

    private static DemoReport show(DemoOptions options, SluiceUnderTest sluice, RealWorld world, PrintStream out)
            throws InterruptedException {
        Ticker ticker = Ticker.system();
        Board board = new Board(Steps.names(options.roundTrip()), ticker::nanos);
        Footer footer = new Footer(sluice, world, board, ticker);
        ScreenTicker screen = new ScreenTicker(board, out, options.terminal(), footer::update);
        try {
            return new DemoFlow(options, sluice, world, board, ticker).run();
        } finally {
            screen.close();
        }
    }

    private static boolean write(DemoReport report, @Nullable Path file, PrintStream out) {
        if (file == null) {
            return true;
        }
        try {
            JsonReport.write(report, file);
            out.println("  Report       " + file);
            return true;
        } catch (IOException e) {
            out.println("  Report       cannot be written to " + file + ": " + e.getMessage());
            return false;
        }
    }

    private static Thread interruptOnShutdown(Cleanup cleanup, Thread demo) {
        Thread hook = new Thread(
                () -> {
                    demo.interrupt();
                    cleanup.close();
                },
                "end-demo");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook is what ends the demo.
            return;
        }
    }
}
