package dev.sluice.replication.guard;

import dev.sluice.replication.guard.KnownCommands.Known;
import dev.sluice.resp.CommandHead;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Walks the frames of one stream, from a command's first byte on, and stops exactly before the first command that the
 * receiver would refuse. A command is passed as soon as what matters of it has been seen, so values of any size stream
 * through; one whose beginning is not whole yet is kept back. Not thread-safe.
 */
public final class StreamGuard {
    /** A command that matters whole (options) and is longer is judged by its name only. */
    public static final int MAX_WHOLE_BYTES = 32 * 1024;

    /** The source decided what it takes; here only the framing counts. */
    private static final RespLimits LIMITS =
            RespLimits.defaults().withMaxBulkBytes(Long.MAX_VALUE / 4).withMaxElements(Integer.MAX_VALUE);

    private @Nullable KnownCommands known;
    private FrameScanner scanner = FrameScanner.requests(LIMITS);
    /** Whether the frame in progress has been judged, and so passed. */
    private boolean judged;

    private @Nullable String refusal;

    /** Limits hold from the next command on; without any, everything is passed. */
    public void limits(ReceiverLimits limits) {
        known = new KnownCommands(limits);
    }

    /** Why the command after the bytes admitted last may not be passed; null while all may. */
    public @Nullable String refusal() {
        return refusal;
    }

    /**
     * How many of the bytes from {@code from} on may be passed. Those kept back are shown again, from their first one, together
     * with what follows them.
     */
    public int admit(ByteBuf in, int from, int to) {
        int frame = from;
        while (frame < to && refusal == null) {
            int end;
            try {
                end = scanner.scan(in, frame, to);
            } catch (RespProtocolException e) {
                refusal = "the stream is not made of commands: " + e.getMessage();
                break;
            }
            if (!judged && !judge(in, frame, end, to)) {
                break;
            }
            judged = end < 0;
            frame = end < 0 ? to : end;
        }
        return frame - from;
    }

    /** Whether the frame that starts at {@code start} is passed; {@code end} is -1 while it goes on after {@code to}. */
    private boolean judge(ByteBuf in, int start, int end, int to) {
        KnownCommands commands = known;
        CommandHead head = scanner.head();
        if (commands == null || (end >= 0 && head.argCount() <= 0)) {
            return true;
        }
        if (!head.nameKnown()) {
            return keepBack();
        }
        Known command = commands.find(head);
        if (command == null) {
            return refuse(head.argText(0) + " is not known to version "
                    + commands.limits().version());
        }
        boolean argumentMatters = command.isSelect || !command.subcommands.isEmpty();
        if (argumentMatters && head.captured() < 2 && end < 0) {
            return keepBack();
        }
        if (argumentMatters && head.captured() >= 2 && !judgeArgument(commands, command, head)) {
            return false;
        }
        if (command.rule == null) {
            return true;
        }
        if (end < 0) {
            return to - start >= MAX_WHOLE_BYTES || keepBack();
        }
        return judgeOptions(commands, command.rule, in, start, end);
    }

    private boolean judgeArgument(KnownCommands commands, Known command, CommandHead head) {
        String argument = head.argText(1);
        if (command.isSelect) {
            if (argument.matches("\\d{1,9}")
                    && Integer.parseInt(argument) < commands.limits().databases()) {
                return true;
            }
            return refuse("SELECT " + argument + " needs more than the "
                    + commands.limits().databases() + " databases that it has");
        }
        return command.subcommands.contains(argument.toLowerCase(Locale.ROOT))
                || refuse(head.argText(0) + " " + argument + " is not known to version "
                        + commands.limits().version());
    }

    private boolean judgeOptions(KnownCommands commands, OptionRules.Rule rule, ByteBuf in, int start, int end) {
        List<String> arguments = new ArrayList<>();
        RespValue frame = RespValueDecoder.requests(LIMITS, Integer.MAX_VALUE).decode(in.slice(start, end - start));
        if (frame instanceof RespValue.Array array) {
            for (RespValue argument : array.elements()) {
                arguments.add(argument.text());
            }
        }
        String word = rule.refuses(arguments);
        return word == null
                || refuse(arguments.get(0) + " with " + word.toUpperCase(Locale.ROOT) + " is not known to version "
                        + commands.limits().version());
    }

    /** The frame is shown again from its first byte, to a scanner that has not seen it. */
    private boolean keepBack() {
        scanner = FrameScanner.requests(LIMITS);
        return false;
    }

    private boolean refuse(String reason) {
        refusal = reason;
        return false;
    }
}
