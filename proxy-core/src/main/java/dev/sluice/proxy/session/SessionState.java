package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.identity.ExecReply;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.pubsub.PubSubCommand;
import dev.sluice.proxy.pubsub.Subscriptions;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What state a session is in, as far as the node has confirmed it: moved by replies, never by what was sent. A change inside
 * MULTI takes effect with the EXEC that ran it.
 */
final class SessionState {
    private final Subscriptions subscriptions = new Subscriptions();
    private SessionContext context = SessionContext.INITIAL;
    private boolean inMulti;
    private boolean watching;
    /** The node has refused to queue something, so EXEC will not run. */
    private boolean spoiled;
    /** A WATCH was set at another node than this one. */
    private boolean watchLost;

    private boolean served;
    private boolean authenticated;
    private int queuedCommands;
    private final OneShot oneShot = new OneShot();
    /** Changes sent whose reply is outstanding, in order. */
    private final Queue<ContextChange> sent = new ArrayDeque<>(0);
    /** What comes of the replies inside EXEC's, by their place. */
    private final Map<Integer, UnaryOperator<byte[]>> queued = new HashMap<>(0);
    /** Some of them change the context. */
    private boolean changeQueued;
    /** Some of them are not what the client is to get. */
    private boolean rewriteQueued;

    SessionContext context() {
        return context;
    }

    /** What it listens to. */
    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** What was said for the next command alone. */
    OneShot oneShot() {
        return oneShot;
    }

    /** Inside MULTI, or with a WATCH set. */
    boolean inTransaction() {
        return inMulti || watching;
    }

    boolean inMulti() {
        return inMulti;
    }

    /** Whether EXEC will not run because of an error before it. */
    boolean isSpoiled() {
        return inMulti && spoiled;
    }

    /** Something could not be queued. */
    void spoil() {
        spoiled |= inMulti;
    }

    /** Whether a WATCH is set. */
    boolean isWatching() {
        return watching;
    }

    /** Whether a WATCH is set that the node knows nothing of, so that EXEC must not run. */
    boolean isWatchLost() {
        return watching && watchLost;
    }

    /** The node is another one from now on. */
    void loseWatch() {
        watchLost = watching;
    }

    /** Commands queued in MULTI; -1 outside of it. */
    int queuedCommands() {
        return inMulti ? queuedCommands : -1;
    }

    /** Whether the node answered a plain command without an error. */
    boolean served() {
        return served;
    }

    /** For a command that {@link CommandKind#changesContext}, when it is sent. */
    void expect(ContextChange change) {
        sent.add(change);
    }

    /**
     * For any other command, when it is sent: it may be one that makes the session listen.
     *
     * @param command its full name in lower case
     * @param arguments how many follow the name
     */
    void expectListening(int kind, String command, int arguments) {
        if (CommandKind.isAcknowledged(kind)) {
            subscriptions.sent(PubSubCommand.named(command), arguments);
        } else if (CommandKind.effect(kind) == SessionEffect.MONITOR) {
            subscriptions.monitorSent();
        }
    }

    /** Whether {@link #onExec} needs the reply itself. */
    boolean needsReplyOf(int kind) {
        return !queued.isEmpty() && CommandKind.effect(kind) == SessionEffect.EXEC;
    }

    /** @param ok false for an error reply */
    void onReply(int kind, boolean ok) {
        SessionEffect effect = CommandKind.effect(kind);
        boolean outside = effect == SessionEffect.NONE || effect == SessionEffect.MONITOR;
        if (outside || CommandKind.isOneShot(kind) || CommandKind.isAcknowledged(kind)) {
            served |= ok;
            queuedCommands += inMulti && ok ? 1 : 0;
            spoiled |= inMulti && !ok;
        } else if (CommandKind.changesContext(kind)) {
            onContextReply(Objects.requireNonNull(sent.poll()), ok);
        } else {
            onTransactionReply(effect, ok);
        }
    }

    private void onContextReply(ContextChange change, boolean ok) {
        if (!ok) {
            spoil();
            return;
        }
        if (inMulti) {
            changeQueued = true;
            queue(queuedCommands++, reply -> {
                if (reply.length > 0 && reply[0] != '-' && reply[0] != '!') {
                    become(change.apply(context));
                }
                return reply;
            });
        } else {
            become(change.apply(context));
        }
    }

    /** The next command is queued, and its reply inside EXEC's is not what the client is to get. */
    void rewrite(UnaryOperator<byte[]> change) {
        rewriteQueued = true;
        queue(queuedCommands, change);
    }

    private void queue(int index, UnaryOperator<byte[]> change) {
        queued.merge(index, change, (first, second) -> reply -> second.apply(first.apply(reply)));
    }

    private void become(SessionContext changed) {
        authenticated |= changed.credentials() != null && !changed.credentials().equals(context.credentials());
        context = changed;
    }

    /** What the session authenticated with, once each time that changes; null when it did not since the last call. */
    @Nullable
    Credentials takeAuthenticated() {
        if (!authenticated) {
            return null;
        }
        authenticated = false;
        return context.credentials();
    }

    private void onTransactionReply(SessionEffect effect, boolean ok) {
        switch (effect) {
            case MULTI -> inMulti |= ok;
            // Inside MULTI every EXEC ends the transaction, also one that is answered by an error (EXECABORT).
            case EXEC -> leaveMulti();
            case DISCARD -> {
                if (ok) {
                    leaveTransaction();
                } else {
                    spoil();
                }
            }
            case WATCH -> watching |= ok && !inMulti;
            case UNWATCH -> {
                queuedCommands += inMulti && ok ? 1 : 0;
                spoiled |= inMulti && !ok;
                watching &= inMulti || !ok;
                watchLost &= watching;
            }
            case RESET -> {
                if (ok) {
                    leaveTransaction();
                    context = context.afterReset();
                } else {
                    spoil();
                }
            }
            default -> throw new IllegalStateException("not of a transaction: " + effect);
        }
    }

    private void leaveMulti() {
        if (inMulti) {
            leaveTransaction();
        }
    }

    /** Whether the client gets what {@link #onExec} makes of the reply, and not the node's. */
    boolean rewritesExec() {
        return rewriteQueued;
    }

    /**
     * EXEC was answered.
     *
     * @param reply null when it is not known: too long to keep, or nobody needed it
     * @return the client's reply
     */
    byte @Nullable [] onExec(byte @Nullable [] reply) {
        if (!inMulti) {
            return reply;
        }
        byte[] changed = reply;
        if (reply != null) {
            changed = ExecReply.change(reply, queued);
        } else if (changeQueued) {
            context = context.withOpaque();
        }
        leaveTransaction();
        return changed;
    }

    /** A DISCARD in the place of EXEC was answered. */
    void onVoidExec(boolean ok) {
        if (ok) {
            leaveTransaction();
        } else {
            spoil();
        }
    }

    private void leaveTransaction() {
        inMulti = false;
        watching = false;
        watchLost = false;
        spoiled = false;
        queuedCommands = 0;
        queued.clear();
        changeQueued = false;
        rewriteQueued = false;
    }
}
