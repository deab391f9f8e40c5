package dev.sluice.benchmarks.compare.system;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that were started here, so that none outlives this one. Thread-safe. */
public final class Children {
    private static final long END_SECONDS = 5;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end-children"));
    }

    private Children() {}

    /** Fails once this process is about to end: what was started then, nobody would end. */
    public static synchronized Process start(ProcessBuilder builder) throws IOException {
        if (ending) {
            throw new BenchmarkException("interrupted");
        }
        Process process = builder.start();
        RUNNING.add(process);
        return process;
    }

    private static synchronized void endAll() {
        ending = true;
        RUNNING.forEach(Process::destroyForcibly);
    }

    /** SIGTERM, and SIGKILL when that does not end it in 5 s. */
    public static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }
}
