package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespType;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the replies that a lane has for a session to its client, as they are but for those that Sluice has to word itself, and
 * tells the session's state what came of its commands.
 */
final class ReplyPump {
    private static final String UNCOVERED =
            "ERR sluice: how many have the writes of this session cannot be told," + " because PUBLISH to "
                    + Substitutes.COVER_CHANNEL + " is refused: allow the user +publish and that channel";

    private final ClientOutput output;
    private final SessionState state;
    private final ExpectedReplies expected;
    private final SelfReplies selves;
    private final WriteCover cover;
    private final ReplyMode mode;
    private final SessionTransaction transaction;
    private final SessionBlocking blocking;
    private final int keepLimit;
    private final int largeReply;

    /** A reply that must be read as a whole, as far as it has come; on the heap. */
    private @Nullable ByteBuf kept;

    private boolean keptTooLong;
    private boolean large;

    ReplyPump(
            ClientOutput output, SessionTools tools, SessionState state, ExpectedReplies expected, SessionParts parts) {
        this.output = output;
        this.selves = parts.selves();
        this.transaction = parts.transaction();
        this.cover = parts.cover();
        this.blocking = parts.blocking();
        this.mode = selves.mode();
        this.state = state;
        this.expected = expected;
        this.keepLimit = tools.limits().streamThresholdBytes();
        this.largeReply = tools.limits().largeReplyBytes();
    }

    /** As {@link dev.sluice.proxy.lane.LaneUser#onReply}. */
    int onReply(FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete) {
        if (expected.isEmpty()) {
            // A subscribed session's messages: they answer nothing.
            return unforwarded;
        }
        large |= frame.wireLength() > largeReply;
        int kind = expected.peek();
        if (CommandKind.isPlain(kind) && !mode.isSilent()) {
            if (complete) {
                expected.poll();
                state.onReply(kind, isOk(frame));
            }
            return unforwarded;
        }
        if (CommandKind.blocking(kind) && !isReplaced(frame, kind)) {
            return onBlockingReply(frame, bytes, unforwarded, start, stop, complete);
        }
        if (CommandKind.effect(kind) == SessionEffect.RESET) {
            mode.reset();
        }
        int from = unforwarded;
        if (CommandKind.isAboutSession(kind)) {
            write(bytes, from, start);
            from = stop;
            selves.keep(bytes, start, stop);
        } else {
            if (isReplaced(frame, kind) || mode.isSilent()) {
                write(bytes, from, start);
                from = stop;
            }
            if (state.needsReplyOf(kind)) {
                keep(frame, bytes, start, stop);
                if (state.rewritesExec() && !keptTooLong) {
                    write(bytes, from, start);
                    from = stop;
                }
            }
        }
        if (complete) {
            expected.poll();
            if (CommandKind.refused(kind)) {
                writeError("ERR sluice: " + expected.pollRefusal() + " is not allowed through Sluice");
            }
            if (CommandKind.waits(kind) && cover.isRefused()) {
                writeError(UNCOVERED);
                blocking.over();
            }
            ByteBuf about = CommandKind.isAboutSession(kind) ? selves.take() : null;
            boolean queued = about != null && state.inMulti() && !CommandKind.isSwallowed(kind) && isOk(frame);
            if (queued) {
                state.rewrite(selves.queued());
            }
            complete(kind, isOk(frame));
            if (about != null) {
                say(queued ? about : selves.ofSession(about));
            }
            if (!CommandKind.isSwallowed(kind)) {
                mode.answered();
            }
        }
        return from;
    }

    /** The command whose turn it is was answered by acknowledgements, which have gone to the client. */
    void acknowledged() {
        state.onReply(expected.poll(), true);
        mode.answered();
    }

    /** One that may say that nothing came is kept until it is complete: the client need not get it. */
    private int onBlockingReply(
            FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete) {
        boolean isShort = frame.wireLength() <= SessionBlocking.SHORT_REPLY_BYTES;
        if (!complete && isShort) {
            write(bytes, unforwarded, start);
            keep(frame, bytes, start, stop);
            return stop;
        }
        ByteBuf earlier = kept;
        kept = null;
        boolean given = !mode.isSilent();
        if (complete) {
            int kind = expected.poll();
            boolean mayBeNothing = isShort && blocking.isCalledBack();
            if (blocking.answered(mayBeNothing ? text(earlier, bytes, start, stop) : null)) {
                state.onReply(kind, isOk(frame));
                mode.answered();
            } else {
                given = false;
            }
        }
        if (!given) {
            write(bytes, unforwarded, start);
            return stop;
        }
        if (earlier != null) {
            output.send(earlier);
        }
        return unforwarded;
    }

    private static String text(@Nullable ByteBuf earlier, ByteBuf bytes, int from, int to) {
        String last = bytes.toString(from, to - from, StandardCharsets.ISO_8859_1);
        return earlier == null ? last : earlier.toString(StandardCharsets.ISO_8859_1) + last;
    }

    /** Gives the client a reply that is not the node's own bytes, unless it is to be silent. */
    void say(ByteBuf reply) {
        if (mode.isSilent() || !reply.isReadable()) {
            reply.release();
        } else {
            output.send(reply);
        }
    }

    private static boolean isOk(FrameScanner frame) {
        return frame.type() != RespType.ERROR && frame.type() != RespType.BULK_ERROR;
    }

    private boolean isReplaced(FrameScanner frame, int kind) {
        return CommandKind.refused(kind)
                || CommandKind.isSwallowed(kind)
                || (CommandKind.waits(kind) && cover.isRefused() && isOk(frame));
    }

    private void complete(int kind, boolean ok) {
        if (kind == CommandKind.swallowed()) {
            cover.onReply(ok);
        } else if (CommandKind.isSwallowed(kind)) {
            ByteBuf instead = transaction.onOwnReply(kind, ok);
            if (instead != null) {
                say(instead);
                mode.answered();
            }
        } else if (state.needsReplyOf(kind)) {
            onExec();
        } else {
            state.onReply(kind, ok);
            if (CommandKind.effect(kind) == SessionEffect.MULTI) {
                transaction.onMulti(ok);
            }
        }
    }

    private void onExec() {
        ByteBuf reply = kept;
        kept = null;
        keptTooLong = false;
        boolean rewritten = state.rewritesExec();
        byte[] changed = state.onExec(reply == null ? null : ByteBufUtil.getBytes(reply));
        if (rewritten && changed != null) {
            say(Unpooled.wrappedBuffer(changed));
        }
    }

    /** Keeps EXEC's reply. One that is too long passes as it is. */
    private void keep(FrameScanner frame, ByteBuf bytes, int start, int stop) {
        ByteBuf keeping = kept;
        boolean rewritten = state.rewritesExec();
        if (!keptTooLong && frame.wireLength() > (rewritten ? SelfReplies.MAX_BYTES : keepLimit)) {
            keptTooLong = true;
            kept = null;
            if (rewritten && keeping != null) {
                say(keeping);
            }
        }
        if (!keptTooLong) {
            kept = (keeping == null ? Unpooled.buffer(stop - start) : keeping).writeBytes(bytes, start, stop - start);
        }
    }

    private void writeError(String words) {
        ByteBuf error = Unpooled.buffer();
        RespWriter.error(error, words);
        say(error);
    }

    private void write(ByteBuf bytes, int from, int to) {
        if (to > from) {
            output.send(bytes.retainedSlice(from, to - from));
        }
    }

    /** Whether there was a large reply, or a part of one, since the last call. */
    boolean takeLarge() {
        boolean was = large;
        large = false;
        return was;
    }
}
