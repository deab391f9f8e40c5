package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT CACHING and ASKING, which hold for the one command behind them (resetClient, networking.c): until that is sent the
 * session keeps its lane, and when it is moved between the two, the first is said again at the other node.
 */
final class OneShot {
    private @Nullable List<byte[]> said;
    private boolean ofCaching;
    private boolean moved;

    /** Whether the next command is one that it holds for. */
    boolean isSet() {
        return said != null;
    }

    /** Such a command is about to be sent. */
    void said(List<byte[]> request, SessionEffect effect) {
        said = request;
        ofCaching = effect == SessionEffect.CACHING;
        moved = false;
    }

    /** The session has another lane from now on. */
    void moved() {
        moved = said != null;
    }

    /** Whether it must be said again before the next command. */
    boolean isLost() {
        return moved;
    }

    ByteBuf again() {
        moved = false;
        ByteBuf request = Unpooled.buffer();
        RespWriter.command(request, said == null ? List.of() : said);
        return request;
    }

    /** Another command is sent. CLIENT commands leave CACHING as it is. */
    void passed(int kind, String command) {
        boolean kept = ofCaching && command.startsWith("client|");
        if (!kept && !CommandKind.isOneShot(kind)) {
            said = null;
            moved = false;
        }
    }
}
