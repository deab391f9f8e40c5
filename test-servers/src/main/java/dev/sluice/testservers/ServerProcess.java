package dev.sluice.testservers;

import java.time.Duration;

/** A server that was launched: a process, or a container that runs one. */
public interface ServerProcess {
    /** Of the server itself, as the machine knows it. */
    long pid();

    boolean isAlive();

    /** SIGTERM; returns at once. */
    void terminate();

    /** SIGKILL; returns at once. */
    void kill();

    /** SIGSTOP. */
    void freeze();

    /** SIGCONT. */
    void thaw();

    /** @return whether it has ended within {@code time} */
    boolean awaitEnd(Duration time);
}
