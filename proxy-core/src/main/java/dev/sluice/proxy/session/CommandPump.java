package dev.sluice.proxy.session;

import dev.sluice.node.command.CommandSpec;
import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.proxy.lane.TurnCounts;
import dev.sluice.resp.CommandHead;
import dev.sluice.resp.RespProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a client's commands from its bytes to its lane, in order, or holds them. A command is told apart before its first
 * byte leaves; one longer than the stream threshold leaves in parts from then on.
 *
 * <p>A refused command is replaced by one that no server knows, whose reply is replaced by the refusal. So it keeps its place
 * among the others, and spoils a transaction just as a command that the server itself refuses does.
 */
final class CommandPump {
    /** Bytes of one session that are read ahead while its commands are held. */
    static final int HELD_READ_AHEAD_BYTES = 256 << 10;
    /** Commands of one session without a reply; the client is not read until there are fewer. One int each is kept. */
    static final int MAX_OUTSTANDING = 1 << 22;

    /** How it speaks to its session. */
    interface Listener {
        /** The client says goodbye; commands before that have gone. */
        void onQuit();

        /** What the client speaks is HTTP: a server hangs up, lest a browser be made to send commands. */
        void onHttp();
    }

    private final SessionOwner owner;
    private final SessionTools tools;
    private final SessionState state;
    private final ExpectedReplies expected;
    private final ReadPause reading;
    private final SessionLanes lanes;
    private final LaneUser user;
    private final Listener listener;
    private final ByteBufAllocator allocator;
    private final TurnCounts counts;
    private final InputQueue input;
    private final HeldCommands held;
    private final SelfReplies selves;
    private final SessionTransaction transaction;
    private final AddedCommands added;
    private final SessionBlocking blocking;
    private final LaneChoice choice;
    private final CommandReader reader;
    private final Substitution substitution;
    private final LocalCommands locals;

    /** The command found last. */
    private @Nullable CommandSpec last;
    /** A long command is on its way and not complete. */
    private boolean streaming;
    /** It is refused, so it goes nowhere. */
    private boolean discarding;
    /** The next command waits; it is what the input found last. */
    private boolean suspended;

    private InputQueue.Found foundSuspended = InputQueue.Found.NOTHING;
    private int kindSuspended;
    private @Nullable String endedBy;
    /** Bytes that the buffer budget has been told of. */
    private long waiting;

    CommandPump(
            SessionOwner owner,
            SessionTools tools,
            SessionState state,
            ExpectedReplies expected,
            ReadPause reading,
            SessionLanes lanes,
            LaneUser user,
            Listener listener,
            SessionParts parts,
            ByteBufAllocator allocator) {
        this.owner = owner;
        this.tools = tools;
        this.state = state;
        this.expected = expected;
        this.reading = reading;
        this.lanes = lanes;
        this.user = user;
        this.listener = listener;
        this.selves = parts.selves();
        this.transaction = parts.transaction();
        this.added = parts.added();
        this.blocking = parts.blocking();
        this.counts = owner.turn().counts();
        this.allocator = allocator;
        this.input = new InputQueue(tools.requestLimits(), tools.limits().streamThresholdBytes());
        this.held = new HeldCommands(tools.requestLimits(), tools.classifier());
        this.reader = new CommandReader(input, tools, allocator);
        this.locals = new LocalCommands(owner, tools, reader, selves);
        this.choice = new LaneChoice(reader, state, lanes);
        this.substitution = new Substitution(input, expected, user);
    }

    /**
     * Takes over bytes of the client.
     *
     * @throws RespProtocolException when they are not RESP; all commands before have gone
     */
    void add(ByteBuf bytes) {
        counts.fromClient += bytes.readableBytes();
        input.add(bytes);
        if (suspended) {
            if (held.active()) {
                held.scan(bytes, tools.clock().getAsLong());
            }
            account();
        } else {
            pump();
        }
    }

    /**
     * What was waiting goes on, as far as it may now.
     *
     * @throws RespProtocolException as {@link #add}
     */
    void retry() {
        if (suspended) {
            suspended = false;
            take(foundSuspended, kindSuspended, held.active() ? tools.clock().getAsLong() : 0);
            if (suspended) {
                return;
            }
        }
        pump();
        account();
    }

    private void pump() {
        long now = held.active() ? tools.clock().getAsLong() : 0;
        try {
            for (InputQueue.Found found = next(); found != InputQueue.Found.NOTHING; found = next()) {
                on(found, now);
            }
        } finally {
            forward();
        }
        if (!suspended) {
            if (held.active()) {
                held.clear();
            }
            input.compact(allocator);
        }
        reading.set(ReadPause.OUTSTANDING, isFull());
    }

    /** What has been decided upon leaves. All of it is for one lane: before another is used everything is answered. */
    private void forward() {
        Lane to = lanes.lane();
        if (to != null) {
            input.forward(to);
            if (!to.isWritable()) {
                reading.set(ReadPause.NODE_SLOW, true);
                to.awaitWritable(user);
            }
        }
    }

    /** Whether so many commands wait for their replies that the client is not to be read. */
    boolean isFull() {
        return expected.size()
                > (lanes.isOwn() ? MAX_OUTSTANDING : tools.limits().sharedOutstanding());
    }

    private InputQueue.Found next() {
        if (suspended) {
            return InputQueue.Found.NOTHING;
        }
        InputQueue.Found found = input.next();
        if (found == InputQueue.Found.NOTHING && streaming) {
            settleStreamed();
        }
        return found;
    }

    private void on(InputQueue.Found found, long now) {
        if (streaming) {
            settleStreamed();
            streaming = found == InputQueue.Found.HEAD;
            discarding &= streaming;
            return;
        }
        CommandHead head = input.head();
        if (head.argCount() == 0) {
            // An empty line or array: no server answers it.
            input.decide();
            return;
        }
        if (CommandClassifier.isHttp(head)) {
            forward();
            input.drop();
            listener.onHttp();
            return;
        }
        CommandSpec spec = tools.classifier().lookup(head);
        last = spec;
        take(found, reader.resolved(found, tools.classifier().classify(spec, head)), now);
    }

    /** Sends the command that was found last, or keeps it and all behind it. */
    private void take(InputQueue.Found found, int kind, long now) {
        if (blocking.isOpen() || !mayPass(kind)) {
            suspend(found, kind, !blocking.isOpen());
            return;
        }
        if (CommandKind.isQuit(kind) && !lanes.isOwn()) {
            forward();
            input.drop();
            listener.onQuit();
            return;
        }
        if (CommandKind.waits(kind) && lanes.cover().isNeededOn(lanes.lane())) {
            takeUncovered(found, kind, now);
            return;
        }
        send(found, kind, now);
    }

    /** A covering write must not be queued in a transaction, where its reply would show. */
    private void takeUncovered(InputQueue.Found found, int kind, long now) {
        if (expected.transactions() > 0) {
            suspend(found, kind, false);
        } else if (state.queuedCommands() >= 0) {
            send(found, CommandKind.refused(), now);
        } else {
            send(found, kind, now);
        }
    }

    private void send(InputQueue.Found found, int kind, long now) {
        ContextChange change = reader.change(found, kind);
        boolean waits = !CommandKind.isPlain(kind) && transaction.mustWait(kind);
        Lane to = waits ? null : choice.of(found, kind, change);
        if (to == null) {
            suspend(found, kind, false);
        } else {
            pass(to, found, kind, change, now);
        }
    }

    private void settleStreamed() {
        if (discarding) {
            input.drop();
        } else {
            input.decide();
        }
    }

    private boolean mayPass(int kind) {
        return switch (owner.level()) {
            case OPEN -> true;
            case WRITES -> transaction.mayPass(kind);
            case ALL -> false;
        };
    }

    private void pass(Lane to, InputQueue.Found found, int kind, @Nullable ContextChange change, long now) {
        if (held.active()) {
            held.release(owner, now);
        }
        counts.command(kind);
        streaming = found == InputQueue.Found.HEAD;
        if (CommandKind.refused(kind)) {
            substitution.refuse(to, kind, refusedName());
            discarding = streaming;
            return;
        }
        if (state.oneShot().isSet()) {
            substitution.keep(state, to, kind, lastCommand());
        }
        if (!CommandKind.isPlain(kind)) {
            if (transaction.isVoid(kind) && input.head().argCount() == 1) {
                substitution.discard(to);
                return;
            }
            prepareFor(to, found, kind, change);
        }
        List<byte[]> ask = expected.ended() ? null : expect(to, found, kind);
        if (transaction.isOpen()) {
            boolean whole = !CommandKind.isLocal(kind) || !locals.continues();
            reader.queue(transaction, whole ? found : InputQueue.Found.HEAD, kind, ask);
        }
        if (ask == null) {
            input.decide();
        } else {
            substitution.ask(to, ask);
        }
        lanes.sent(kind);
    }

    /** @return what the node is to be asked instead; null for what the client asks */
    private @Nullable List<byte[]> expect(Lane to, InputQueue.Found found, int kind) {
        List<byte[]> ask = null;
        int sentAs = kind;
        if (CommandKind.isLocal(kind)) {
            ask = locals.ask(found, kind);
            sentAs = locals.sentAs(kind);
        } else if (CommandKind.isAboutSession(kind)) {
            ask = askOfSession(found);
        }
        expected.add(sentAs);
        to.expectReply(user);
        return ask;
    }

    /** What the node is to be asked instead; null for what the client asks. */
    private @Nullable List<byte[]> askOfSession(InputQueue.Found found) {
        List<byte[]> arguments = reader.arguments(found);
        List<byte[]> ask = selves.expect(arguments);
        return ask.equals(arguments) ? null : ask;
    }

    private void prepareFor(Lane to, InputQueue.Found found, int kind, @Nullable ContextChange change) {
        if (CommandKind.blocking(kind) && !expected.ended()) {
            input.forward(to);
            added.prepareBlocking(to, kind);
            boolean kept = input.undecided() <= tools.limits().streamThresholdBytes();
            blocking.sent(kind, kept ? reader.arguments(found) : List.of());
        }
        transaction.sent(kind);
        if (CommandKind.isOneShot(kind) && !streaming) {
            state.oneShot().said(reader.arguments(InputQueue.Found.COMMAND), CommandKind.effect(kind));
        }
        if (CommandKind.endsMatching(kind)) {
            expected.end();
            endedBy = endedBy == null ? PinRules.blockerOf(CommandKind.effect(kind)) : endedBy;
        } else if (change != null && !expected.ended()) {
            state.expect(change);
        } else if (!expected.ended()) {
            state.expectListening(kind, lastCommand(), input.head().argCount() - 1);
        }
    }

    private String refusedName() {
        boolean waits = last != null && last.effect() == SessionEffect.WAIT;
        return reader.name() + (waits ? " inside MULTI" : "");
    }

    /** @param hold whether the gate holds it; otherwise it waits for a lane */
    private void suspend(InputQueue.Found found, int kind, boolean hold) {
        suspended = true;
        foundSuspended = found;
        kindSuspended = kind;
        forward();
        long now = tools.clock().getAsLong();
        if (blocking.isAtNode() && held.active()) {
            // What it waits for now is its own blocking command.
            held.releaseAll(owner, now);
        }
        if (hold && !held.active()) {
            held.begin(kind, now);
            input.chunks().forEach(chunk -> held.scan(chunk, now));
        }
        account();
    }

    /** Tells the budgets what waits now, and stops reading the client when that is enough. */
    private void account() {
        long bytes = suspended ? input.size() : 0;
        held.account(owner.budget(), held.active() ? bytes : 0);
        if (bytes != waiting) {
            tools.buffers().add(bytes - waiting);
            waiting = bytes;
        }
        reading.set(ReadPause.HELD, bytes > (tools.buffers().isExceeded() ? 0 : HELD_READ_AHEAD_BYTES));
    }

    /** Gives up what has not left; it never will. */
    void drop() {
        input.clear();
        held.clear();
        suspended = false;
        account();
    }

    /** The name of the last command, in lower case; empty before the first. */
    String lastCommand() {
        CommandSpec spec = last;
        return spec == null ? "" : spec.name();
    }

    /** Whether commands wait. */
    boolean suspended() {
        return suspended;
    }

    /** Whether commands wait because the gate holds them, not only for a lane. */
    boolean isHeld() {
        return suspended && held.active();
    }

    /** Whether a long command is on its way whose end has not come. */
    boolean isStreaming() {
        return streaming;
    }

    /** Why frames are no longer matched to commands, in the words of the gate's blockers; null while they are. */
    @Nullable
    String endedBy() {
        return endedBy;
    }
}
