package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.script.ScriptRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Commands that speak of what only one node has: cursors are translated, scripts recorded for the other node. */
final class LocalCommands {
    private final SessionOwner owner;
    private final ScriptRecord scripts;
    private final CommandReader reader;
    private final SelfReplies selves;

    /** The command of now goes on with a cursor, which a transaction must not take to another node. */
    private boolean continues;

    LocalCommands(SessionOwner owner, SessionTools tools, CommandReader reader, SelfReplies selves) {
        this.owner = owner;
        this.scripts = tools.scripts();
        this.reader = reader;
        this.selves = selves;
    }

    /**
     * One of these goes to the node.
     *
     * @return what the node is asked instead; null for the same
     */
    @Nullable
    List<byte[]> ask(InputQueue.Found found, int kind) {
        continues = false;
        List<byte[]> arguments = reader.arguments(found);
        switch (CommandKind.effect(kind)) {
            case SCRIPT -> record(arguments);
            case SCRIPT_FLUSH -> scripts.clear();
            case SCAN -> {
                return askScan(arguments, 1);
            }
            case SCAN_KEY -> {
                return askScan(arguments, 2);
            }
            default -> throw new IllegalStateException("not local: " + CommandKind.effect(kind));
        }
        return null;
    }

    private void record(List<byte[]> arguments) {
        int body = isScriptCommand(arguments) ? 2 : 1;
        if (arguments.size() > body) {
            scripts.add(arguments.get(body));
        }
    }

    private static boolean isScriptCommand(List<byte[]> arguments) {
        return !arguments.isEmpty()
                && new String(arguments.get(0), StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .equals("script");
    }

    private @Nullable List<byte[]> askScan(List<byte[]> arguments, int at) {
        if (arguments.size() <= at) {
            return null;
        }
        byte[] cursor = arguments.get(at);
        byte[] own = ScanCursors.ofNode(cursor, owner.cursorMark());
        continues = !Arrays.equals(own, new byte[] {'0'});
        if (Arrays.equals(own, cursor)) {
            return null;
        }
        List<byte[]> ask = new ArrayList<>(arguments);
        ask.set(at, own);
        return ask;
    }

    /** Whether the command of now cannot be given to another node in a transaction's queue. */
    boolean continues() {
        return continues;
    }

    /** The kind by which its reply is known. Cursors in replies are marked, once there has been a switch. */
    int sentAs(int kind) {
        int plain = CommandKind.withoutEffect(kind);
        SessionEffect effect = CommandKind.effect(kind);
        int mark = owner.cursorMark();
        if (mark == 0 || (effect != SessionEffect.SCAN && effect != SessionEffect.SCAN_KEY)) {
            return plain;
        }
        selves.expect(reply -> ScanCursors.marked(reply, mark));
        return CommandKind.aboutSession(plain);
    }
}
