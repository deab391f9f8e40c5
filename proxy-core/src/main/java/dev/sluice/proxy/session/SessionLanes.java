package dev.sluice.proxy.session;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneKey;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.proxy.lane.LaneWaiter;
import dev.sluice.proxy.lane.PinReason;
import io.netty.channel.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lane a session's next command takes: the shared one of its key, or one of its own while it holds state that no other
 * session may have. A session changes lanes only when every command it has sent is answered, so its order is kept.
 *
 * <p>A command that changes who the session is (HELLO, AUTH, SELECT, RESET) is sent where it changes nothing: to the shared lane
 * of the key that the session has once it succeeds. When there is none yet, it makes one.
 */
final class SessionLanes implements LaneWaiter, LaneHolder.Listener {
    /** How it speaks to its session. */
    interface Listener {
        /** The command that was waiting may find a lane now. */
        void onLaneAvailable();

        void onLaneUnavailable(Throwable cause);

        /** The session got another lane, or lost its own. */
        void onLaneChanged(@Nullable Lane lane, boolean own);
    }

    /** Batches of replies that were neither large nor slowly read, after which a session may share again. */
    private static final int CALM = 64;

    private final SessionOwner owner;
    private final SessionTools tools;
    private final SessionState state;
    private final ExpectedReplies expected;
    private final Listener listener;
    private final LaneHolder holder;

    /** The own lane may be in a state that is not known, so nobody else is given it. */
    private boolean soiled;
    /** The reply to a change of identity is awaited on a shared lane. */
    private boolean settling;
    /** That lane is a spare one, lent for this alone. */
    private boolean borrowed;
    /** A shared lane has been asked for. */
    private boolean asked;

    private @Nullable LaneKey claimed;
    /** A reason that outlives the command it comes from. */
    private @Nullable PinReason sticky;

    private int calm;
    /** The node is about to close the own lane, as the session asked. */
    private boolean quitting;

    private final WriteCover cover = new WriteCover();

    SessionLanes(
            EventLoop loop,
            SessionOwner owner,
            SessionTools tools,
            SessionState state,
            ExpectedReplies expected,
            LaneUser user,
            Listener listener) {
        this.owner = owner;
        this.tools = tools;
        this.state = state;
        this.expected = expected;
        this.listener = listener;
        this.holder = new LaneHolder(loop, owner, tools, user, this);
    }

    // ---- what is there ----

    @Nullable
    Lane lane() {
        return holder.lane();
    }

    boolean isOwn() {
        return holder.isOwn();
    }

    /** Whether the session would be moved with a lane of its own: it has one, or is to have one always. */
    boolean needsOwn() {
        return holder.isOwn() || holder.pin() == PinReason.DEDICATED;
    }

    @Nullable
    PinReason pin() {
        return holder.pin();
    }

    LaneUser user() {
        return holder.user();
    }

    /** Whether the node limits what the session may send because it has not authenticated, and would end a shared lane for it. */
    boolean isLimited() {
        Lane present = holder.lane();
        if (present == null || present.isRetired()) {
            present = owner.pool().shared(key(owner.active()));
        }
        return present != null && !holder.isOwn() && present.isUnauthenticated();
    }

    /** What the session has in common with those it shares a lane with. */
    LaneKey key(NodeRole node) {
        return key(node, state.context());
    }

    private static LaneKey key(NodeRole node, SessionContext context) {
        return new LaneKey(node, context.resp(), context.credentials(), context.db());
    }

    // ---- a lane for a command ----

    /** When every session is to have its own lane: opens it now. */
    void start() {
        if (tools.lanes() == LaneMode.DEDICATED) {
            holder.dial(PinReason.DEDICATED, List.of());
        }
    }

    /**
     * The lane that a command goes to; null when it has to wait, until the listener is told.
     *
     * @param large whether it is too large for a shared lane
     */
    @Nullable
    Lane forCommand(int kind, boolean large) {
        Lane present = holder.lane();
        if (holder.isOwn()) {
            return present;
        }
        if (present != null
                && CommandKind.isPlain(kind)
                && !large
                && !settling
                && sticky == null
                && !present.isRetired()) {
            return present;
        }
        if (settling || holder.isDialling()) {
            return null;
        }
        PinReason reason = PinRules.ofCommand(kind, large);
        reason = reason == null ? sticky : reason;
        return reason == null ? sharedLane() : ownLane(reason);
    }

    /**
     * As {@link #forCommand}, for a command that changes who the session is.
     *
     * @param after what the session is when it succeeds; null when that cannot be told
     * @param login whether it is AUTH or HELLO, which goes alone: of a node that has replies of the connection to write still, a refusal
     *     may get no reply at all (Valkey 8.0.1, deferred errors), and then everybody's replies would be taken for another's
     */
    @Nullable
    Lane forChange(@Nullable SessionContext after, boolean login) {
        if (holder.isOwn()) {
            return login && !expected.isEmpty() ? null : holder.lane();
        }
        if (settling || holder.isDialling() || !expected.isEmpty()) {
            return null;
        }
        if (after == null || after.opaque()) {
            soiled = true;
            return ownLane(PinReason.UNREADABLE_STATE);
        }
        if (sticky != null) {
            return ownLane(sticky);
        }
        LaneKey wanted = key(owner.active(), after);
        Lane ready = owner.pool().shared(wanted);
        if (ready == null) {
            if (!owner.pool().claim(wanted)) {
                ask(wanted);
                return null;
            }
            claimed = wanted;
            return ownLane(PinReason.LOGIN);
        }
        Lane alone = !login || ready.isIdle() ? ready : owner.pool().takeSpare(wanted);
        if (alone == null) {
            return ownLane(PinReason.LOGIN);
        }
        borrowed = !alone.equals(ready);
        holder.attachShared(alone, wanted);
        settling = true;
        return alone;
    }

    /** After the reply to a change of identity that was asked for on a lane of what the session would become. */
    private void settle() {
        settling = false;
        LaneKey asked = holder.sharedKey();
        Lane lent = borrowed ? holder.lane() : null;
        borrowed = false;
        if (lent != null || !key(owner.active()).equals(asked)) {
            holder.detach();
        }
        if (lent != null && asked != null) {
            owner.pool().give(asked, lent, true);
        }
    }

    private @Nullable Lane sharedLane() {
        Lane present = holder.lane();
        if (present != null && !present.isRetired()) {
            return present;
        }
        if (!expected.isEmpty()) {
            return null;
        }
        holder.detach();
        LaneKey wanted = key(owner.active());
        Lane ready = owner.pool().shared(wanted);
        if (ready == null) {
            ask(wanted);
            return null;
        }
        holder.attachShared(ready, wanted);
        return ready;
    }

    private void ask(LaneKey wanted) {
        if (!asked) {
            asked = true;
            owner.pool().request(wanted, this);
        }
    }

    private @Nullable Lane ownLane(PinReason reason) {
        Lane present = holder.lane();
        if (reason == PinReason.WAIT && present != null && cover.isCarriedBy(present) && !present.isRetired()) {
            // It speaks of what this very connection carried, so the others leave.
            owner.pool().takeOver(present);
            present.leave();
            holder.attachOwn(present, reason);
            return present;
        }
        if (!expected.isEmpty()) {
            return null;
        }
        holder.detach();
        SessionContext context = state.context();
        Lane spare = context.hasModes() ? null : owner.pool().takeSpare(key(owner.active()));
        if (spare != null) {
            holder.attachOwn(spare, reason);
            return spare;
        }
        holder.dial(reason, SessionReplay.steps(context, false));
        return null;
    }

    @Override
    public void onDialled() {
        listener.onLaneAvailable();
    }

    @Override
    public void onDialFailed(Throwable cause) {
        unclaim();
        listener.onLaneUnavailable(cause);
    }

    @Override
    public void onLaneChanged(@Nullable Lane lane, boolean own) {
        listener.onLaneChanged(lane, own);
    }

    @Override
    public void onLaneAvailable() {
        if (asked) {
            asked = false;
            listener.onLaneAvailable();
        }
    }

    @Override
    public void onLaneUnavailable(Throwable cause) {
        if (asked) {
            asked = false;
            listener.onLaneUnavailable(cause);
        }
    }

    private void unclaim() {
        LaneKey over = claimed;
        if (over != null) {
            claimed = null;
            owner.pool().unclaim(over);
        }
    }

    // ---- after commands and replies ----

    /** A command went to the lane. */
    void sent(int kind) {
        quitting |= CommandKind.isQuit(kind);
        if (CommandKind.mayWrite(kind)) {
            cover.wrote(holder.lane());
        }
        if (CommandKind.waits(kind)) {
            // Who asks once asks again, and should not take the shared lane from the others each time.
            keepOwn(PinReason.WAIT);
        }
    }

    /** What WAIT on this session's lane may be believed. */
    WriteCover cover() {
        return cover;
    }

    /** What the session asked for is larger than others should wait for: those that have not sent anything need not. */
    void onLargeReply() {
        Lane present = holder.lane();
        if (present != null && !holder.isOwn()) {
            owner.pool().retire(present);
        }
        keepOwn(PinReason.LARGE_REPLY);
    }

    /** From its next command on the session has a lane of its own, for a while. */
    void keepOwn(PinReason reason) {
        sticky = reason;
        calm = 0;
    }

    /** Something was answered: a session that need not have its own lane any more gives it back. */
    void onReplies(boolean streaming) {
        if (settling && expected.isEmpty()) {
            settle();
        }
        if (!holder.isOwn() || quitting || holder.pin() == PinReason.DEDICATED) {
            return;
        }
        if (sticky != null && ++calm >= CALM) {
            sticky = null;
        }
        if (expected.isEmpty() && !expected.ended() && !streaming) {
            PinReason reason = PinRules.ofState(state);
            reason = reason == null ? sticky : reason;
            if (reason == null) {
                release();
            } else {
                holder.pin(reason);
            }
        }
    }

    private void release() {
        Lane free = holder.giveUpOwn();
        if (free != null) {
            if (soiled) {
                free.close();
            } else {
                LaneKey key = key(owner.active());
                // Who may say so much has authenticated, or need not.
                boolean served = key.credentials() != null || key.equals(claimed);
                owner.pool().give(key, free, served);
            }
        }
        soiled = false;
        unclaim();
        holder.unpin();
    }

    // ---- the switch, and the end ----

    /**
     * The active node is another one. Nothing may be outstanding.
     *
     * @param ready an own lane there in the state of the session; null when there is none
     * @return whether the session has no lane there yet that it needs
     */
    boolean switchTo(@Nullable Lane ready) {
        boolean needsOwn = needsOwn();
        PinReason reason = holder.pin();
        holder.abandonDial();
        unclaim();
        if (!needsOwn || reason == null) {
            holder.detach();
            holder.unpin();
            return false;
        }
        Lane old = holder.giveUpOwn();
        if (old != null) {
            owner.left(old);
        }
        if (ready != null) {
            holder.attachOwn(ready, reason);
            ready.proceed();
            return false;
        }
        holder.dial(reason, SessionReplay.moved(state));
        return true;
    }

    /** The session is over. */
    void close() {
        holder.abandonDial();
        asked = false;
        Lane own = holder.giveUpOwn();
        Lane present = own == null && borrowed ? holder.lane() : own;
        if (present != null) {
            present.close();
        }
        if (own == null) {
            holder.detach();
        }
        unclaim();
    }
}
