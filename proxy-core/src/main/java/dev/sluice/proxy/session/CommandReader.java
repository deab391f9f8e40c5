package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandKind;
import dev.sluice.resp.CommandHead;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads more of the command that the input found last than where it ends. */
final class CommandReader {
    private static final int UNAUTHENTICATED_ARGUMENTS = 10;
    private static final int UNAUTHENTICATED_BYTES = 16 << 10;

    private final InputQueue input;
    private final SessionTools tools;
    private final ByteBufAllocator allocator;

    CommandReader(InputQueue input, SessionTools tools, ByteBufAllocator allocator) {
        this.input = input;
        this.tools = tools;
        this.allocator = allocator;
    }

    /** All arguments, the name first; none when the command is not all there. */
    List<byte[]> arguments(InputQueue.Found found) {
        if (found != InputQueue.Found.COMMAND) {
            return List.of();
        }
        ByteBuf whole = allocator.buffer();
        try {
            input.copyCommand(whole);
            return RequestArguments.of(whole, tools.requestLimits());
        } finally {
            whole.release();
        }
    }

    /** What it changes of the session's context; null when nothing. */
    @Nullable
    ContextChange change(InputQueue.Found found, int kind) {
        if (CommandKind.isPlain(kind) || !CommandKind.changesContext(kind)) {
            return null;
        }
        return found == InputQueue.Found.COMMAND
                ? ContextChanges.of(CommandKind.effect(kind), arguments(found))
                : ContextChange.UNREADABLE;
    }

    /** XREAD and XREADGROUP block only when asked to, with a word that may stand behind what the head has captured. */
    int resolved(InputQueue.Found found, int kind) {
        boolean optional = CommandKind.blocking(kind) && tools.classifier().blocksOnRequest(input.head());
        return optional && found == InputQueue.Found.COMMAND && !RequestArguments.askToBlock(arguments(found))
                ? CommandKind.withoutBlocking(kind)
                : kind;
    }

    /** Whether a node does not take it of a client that has not authenticated (networking.c, processMultibulkBuffer). */
    boolean exceedsLimits() {
        return input.head().argCount() > UNAUTHENTICATED_ARGUMENTS || input.undecided() > UNAUTHENTICATED_BYTES;
    }

    /** Its name in upper case, with its subcommand. */
    String name() {
        CommandHead head = input.head();
        boolean container = tools.classifier().isContainer(head);
        String name = head.argText(0) + (container && head.captured() > 1 ? " " + head.argText(1) : "");
        return name.toUpperCase(Locale.ROOT);
    }

    /**
     * Has the transaction keep it.
     *
     * @param ask what the node is asked instead; null for the command itself
     */
    void queue(SessionTransaction transaction, InputQueue.Found found, int kind, @Nullable List<byte[]> ask) {
        if (found != InputQueue.Found.COMMAND) {
            transaction.queued(kind, null);
            return;
        }
        ByteBuf whole = allocator.buffer();
        try {
            if (ask == null) {
                input.copyCommand(whole);
            } else {
                RespWriter.command(whole, ask);
            }
            transaction.queued(kind, whole);
        } finally {
            whole.release();
        }
    }
}
