package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.resp.CommandHead;
import dev.sluice.resp.RespProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
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

    private static final ByteBuf UNKNOWN_COMMAND = Unpooled.unreleasableBuffer(
            Unpooled.wrappedBuffer("*1\r\n$14\r\nsluice.refused\r\n".getBytes(StandardCharsets.US_ASCII)));

    private final SessionOwner owner;
    private final SessionTools tools;
    private final SessionState state;
    private final ExpectedReplies expected;
    private final ReadPause reading;
    private final ByteBufAllocator allocator;
    private final InputQueue input;
    private final HeldCommands held;
    private final CommandCounts counts = new CommandCounts();

    private @Nullable Lane lane;
    /** A long command is on its way and not complete. */
    private boolean streaming;
    /** It is refused, so it goes nowhere. */
    private boolean discarding;
    /** The next command waits; it is what the input found last. */
    private boolean suspended;

    private InputQueue.Found foundSuspended = InputQueue.Found.NOTHING;
    private int kindSuspended;
    private @Nullable String endedBy;
    private long blockingSince;

    CommandPump(
            SessionOwner owner,
            SessionTools tools,
            SessionState state,
            ExpectedReplies expected,
            ReadPause reading,
            ByteBufAllocator allocator) {
        this.owner = owner;
        this.tools = tools;
        this.state = state;
        this.expected = expected;
        this.reading = reading;
        this.allocator = allocator;
        this.input = new InputQueue(tools.requestLimits(), tools.limits().streamThresholdBytes());
        this.held = new HeldCommands(tools.requestLimits(), tools.classifier());
    }

    /** Where commands go from now on; null holds them back until there is one again. */
    void lane(@Nullable Lane newLane) {
        lane = newLane;
    }

    /**
     * Takes over bytes of the client.
     *
     * @throws RespProtocolException when they are not RESP; all commands before have gone
     */
    void add(ByteBuf bytes) {
        tools.metrics().fromClient(bytes.readableBytes());
        input.add(bytes);
        if (suspended) {
            held.scan(bytes, tools.clock().getAsLong());
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
        if (!suspended) {
            pump();
        } else if (lane != null && mayPass(kindSuspended)) {
            suspended = false;
            pass(foundSuspended, kindSuspended, tools.clock().getAsLong());
            pump();
            account();
        }
    }

    private void pump() {
        Lane to = lane;
        if (to == null) {
            return;
        }
        long now = held.active() ? tools.clock().getAsLong() : 0;
        try {
            for (InputQueue.Found found = next(); found != InputQueue.Found.NOTHING; found = next()) {
                on(found, now);
            }
        } finally {
            input.forward(to);
            counts.flush(tools.metrics());
        }
        if (!suspended) {
            if (held.active()) {
                held.clear();
            }
            input.compact(allocator);
        }
        reading.set(ReadPause.OUTSTANDING, expected.size() > MAX_OUTSTANDING);
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
        int kind = resolved(found, tools.classifier().classify(head));
        if (mayPass(kind)) {
            pass(found, kind, now);
        } else {
            suspend(found, kind);
        }
    }

    private void settleStreamed() {
        if (discarding) {
            input.drop();
        } else {
            input.decide();
        }
    }

    /** XREAD and XREADGROUP block only when asked to, with a word that may stand behind what the head has captured. */
    private int resolved(InputQueue.Found found, int kind) {
        boolean optional = CommandKind.blocking(kind) && tools.classifier().blocksOnRequest(input.head());
        return optional && found == InputQueue.Found.COMMAND && !RequestArguments.askToBlock(arguments())
                ? CommandKind.withoutBlocking(kind)
                : kind;
    }

    private boolean mayPass(int kind) {
        return switch (owner.level()) {
            case OPEN -> true;
            case WRITES -> kind == CommandKind.READ || (expected.transactions() == 0 && state.inTransaction());
            case ALL -> false;
        };
    }

    private void pass(InputQueue.Found found, int kind, long now) {
        if (held.active()) {
            held.release(owner, now);
        }
        counts.add(kind);
        streaming = found == InputQueue.Found.HEAD;
        if (CommandKind.refused(kind)) {
            refuse(kind);
            return;
        }
        if (kind != CommandKind.READ) {
            prepareFor(found, kind);
        }
        if (!expected.ended()) {
            expected.add(kind);
        }
        input.decide();
    }

    private void prepareFor(InputQueue.Found found, int kind) {
        if (CommandKind.blocking(kind) && expected.blocking() == 0) {
            blockingSince = tools.clock().getAsLong();
        }
        if (CommandKind.endsMatching(kind)) {
            expected.end();
            endedBy = endedBy == null ? reasonOf(CommandKind.effect(kind)) : endedBy;
        } else if (CommandKind.changesContext(kind) && !expected.ended()) {
            state.expect(
                    found == InputQueue.Found.COMMAND
                            ? ContextChanges.of(CommandKind.effect(kind), arguments())
                            : ContextChange.UNREADABLE);
        }
    }

    private static String reasonOf(SessionEffect effect) {
        return switch (effect) {
            case MONITOR -> "monitoring";
            case REPLY_MODE -> "reply-mode";
            case SCRIPT_DEBUG -> "debugging";
            default -> "subscribed";
        };
    }

    private void refuse(int kind) {
        Lane to = lane;
        if (to == null) {
            throw new IllegalStateException("nothing is passed on without a lane");
        }
        input.forward(to);
        input.drop();
        discarding = streaming;
        to.write(UNKNOWN_COMMAND.duplicate());
        if (!expected.ended()) {
            expected.addRefused(kind, commandName());
        }
    }

    private String commandName() {
        CommandHead head = input.head();
        boolean container = tools.classifier().isContainer(head);
        String name = head.argText(0) + (container && head.captured() > 1 ? " " + head.argText(1) : "");
        return name.toUpperCase(Locale.ROOT);
    }

    private List<byte[]> arguments() {
        ByteBuf copy = input.copyOfCommand(allocator);
        try {
            return RequestArguments.of(copy, tools.requestLimits());
        } finally {
            copy.release();
        }
    }

    private void suspend(InputQueue.Found found, int kind) {
        suspended = true;
        foundSuspended = found;
        kindSuspended = kind;
        Lane to = lane;
        if (to != null) {
            input.forward(to);
        }
        if (!held.active()) {
            long now = tools.clock().getAsLong();
            held.begin(kind, now);
            input.chunks().forEach(chunk -> held.scan(chunk, now));
        }
        account();
    }

    /** Tells the budget what is held now, and stops reading the client when that is enough. */
    private void account() {
        long bytes = suspended ? input.size() : 0;
        held.account(owner.budget(), bytes);
        reading.set(ReadPause.HELD, bytes > HELD_READ_AHEAD_BYTES);
    }

    /** Gives up what has not left; it never will. */
    void drop() {
        input.clear();
        held.clear();
        suspended = false;
        account();
        lane = null;
    }

    /** Whether commands wait. */
    boolean suspended() {
        return suspended;
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

    /** When the oldest blocking command that has no reply was sent; meaningless when there is none. */
    long blockingSince() {
        return blockingSince;
    }
}
