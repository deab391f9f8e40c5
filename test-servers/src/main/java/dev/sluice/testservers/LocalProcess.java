package dev.sluice.testservers;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process of ours. */
record LocalProcess(Process process) implements ServerProcess {
    private static final Duration SIGNAL_DEADLINE = Duration.ofSeconds(5);

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void terminate() {
        process.destroy();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void freeze() {
        signal("STOP");
    }

    @Override
    public void thaw() {
        signal("CONT");
    }

    @Override
    public boolean awaitEnd(Duration time) {
        return awaitEnd(process, time);
    }

    private void signal(String name) {
        try {
            awaitEnd(new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start(), SIGNAL_DEADLINE);
        } catch (IOException e) {
            throw new ServerException("cannot send SIG" + name + " to process " + pid(), e);
        }
    }

    private static boolean awaitEnd(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
