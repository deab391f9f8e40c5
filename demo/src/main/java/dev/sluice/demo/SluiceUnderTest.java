package dev.sluice.demo;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sluice as the demo sees it. Called by one thread, but for {@link #status()} and for {@link
 * #stop()}, which a shutdown hook may call at any time. A
 * verb that cannot be carried out throws; the message is shown to a person.
 */
public interface SluiceUnderTest {
    /**
     * Starts the proxy in this process.
     *
     * @param sourceUri {@code redis[s]://[[user]:password@]host:port}; it holds data and is served from now on
     * @param targetUri the same; it is empty
     * @return where clients connect to
     */
    InetSocketAddress start(String sourceUri, String targetUri) throws Exception;

    /** Starts the copy; returns when it has started. */
    void migrate() throws Exception;

    /** May be called by any thread, several times a second. */
    Progress status();

    /** Moves the clients to the target; returns when the attempt has ended, aborted ones too. */
    Attempt cutover() throws Exception;

    /** Moves the clients back to the source. */
    Attempt rollback() throws Exception;

    /** Ends Sluice and removes its files. May be called more than once, and before {@link #start}. */
    void stop();

    /**
     * The migration at one moment.
     *
     * @param state the state word: {@code COPYING}, {@code STREAMING}, {@code READY}, {@code REVERSIBLE}, ...
     * @param reason what keeps it from going on, or why it failed; empty when there is nothing to say
     * @param failed whether it cannot go on by itself
     * @param lagMillis age of the oldest byte that the standby has not applied
     * @param copiedBytes of the snapshot, of {@code totalBytes}, which is -1 while not known
     */
    record Progress(
            String state,
            String reason,
            boolean failed,
            long lagBytes,
            double lagMillis,
            long copiedBytes,
            long totalBytes) {}

    /**
     * How an attempt ended.
     *
     * @param reason why it was aborted; empty when it was committed
     * @param firstHold when the first session was held; null takes the moment the attempt began
     * @param lastRelease when the last session went on; null takes the moment the attempt ended
     */
    record Attempt(
            boolean committed,
            String reason,
            List<Phase> phases,
            @Nullable Instant firstHold,
            @Nullable Instant lastRelease) {}

    record Phase(String name, double ms) {}
}
