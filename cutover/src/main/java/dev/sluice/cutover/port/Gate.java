package dev.sluice.cutover.port;

import dev.sluice.config.NodeRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The only door to the client sessions. All methods may be called from any thread, return at once, and act on every event
 * loop; a stage completes when the last session has done its part. A stage never times out by itself: the coordinator holds
 * the clock. Sessions that connect meanwhile start in the state the gate is in.
 */
public interface Gate {
    /** Sessions whose state cannot be carried over yet (redirected tracking, some blocked ones). */
    List<Blocker> blockers();

    /**
     * Tries at a node the credentials of every user that has a session now, each once, without keeping anything.
     * Completes with the users that the node refused, each with the server's words; a user that sent no credentials is the
     * default user.
     */
    CompletionStage<Map<String, String>> tryUsers(NodeRole at);

    /**
     * Gives every session a second lane, at {@code to}: dialled, authenticated, with its protocol version, database and names.
     * Fails with a {@link GateException} that names the session and the user when the node refuses one. Nothing is held.
     * Sessions that connect or change their state after this get their second lane kept up with them.
     */
    CompletionStage<Void> prepare(NodeRole to);

    /** Closes the second lanes again, after an abort or a dry run. */
    void discardPrepared();

    /**
     * From now on writes wait, and with them whatever follows them in their session; reads ahead of a write go on. Completes
     * when this holds everywhere and no session is inside MULTI or WATCH any more: those run to their EXEC, DISCARD or
     * UNWATCH first. Fails when a session took up a state that cannot be carried.
     */
    CompletionStage<Void> holdWrites(HoldLimits limits);

    /** Completes when every command that was sent before the hold and could write has its reply. */
    CompletionStage<Void> drainWrites();

    /** Everything waits from now on. Completes when no session has a command without a reply at its node. */
    CompletionStage<Void> holdReads();

    /** Every session's prepared lane becomes its lane, new sessions go to {@code to}. Called while everything is held. */
    CompletionStage<SwitchReport> switchTo(NodeRole to, long epoch);

    /**
     * Lets everything held go on, each session in its own order, at whichever node is active. Idempotent.
     *
     * @return what clients waited, over every command that was held
     */
    CompletionStage<PauseReport> resume();

    /**
     * Told, on any thread and at most once an attempt, when a hold limit is exceeded or a session lost the lane it needs:
     * the coordinator aborts.
     */
    void onTrouble(TroubleListener listener);

    GateStatus status();

    /** A session that stands in the way of a cutover, and why ({@code blocked}, {@code tracking}, ...). */
    record Blocker(long session, String address, String name, String reason) {}

    record HoldLimits(long maxBytes, long maxCommands) {}

    /** Sessions that were moved, by kind (the word for what they were doing: {@code idle}, {@code held}, ...). */
    record SwitchReport(Map<String, Integer> moved) {}

    /** How long held commands waited, in milliseconds. Zero commands: all zero. */
    record PauseReport(Pause writes, Pause reads) {}

    record Pause(long commands, double p50Ms, double p99Ms, double maxMs) {}

    record GateStatus(NodeRole active, int clients, long heldCommands, long heldBytes, Duration heldFor) {}

    interface TroubleListener {
        void onTrouble(String reason);
    }

    /** A part of the gate's work that failed, in words for the operator. */
    final class GateException extends Exception {
        private static final long serialVersionUID = 1L;

        public GateException(String message) {
            super(message);
        }
    }
}
