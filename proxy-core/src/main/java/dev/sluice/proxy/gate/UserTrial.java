package dev.sluice.proxy.gate;

import dev.sluice.config.NodeRole;
import dev.sluice.node.handshake.HandshakeException;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.session.SessionContext;
import dev.sluice.proxy.session.SessionReplay;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Tries users at a node, one after the other, each on a connection that is closed again. Runs on one event loop. */
final class UserTrial {
    private final EventLoop loop;
    private final NodeRole node;
    private final LaneDialer dialer;
    private final Queue<SessionContext> toTry;
    private final Map<String, String> refused = new TreeMap<>();
    private final CompletableFuture<Map<String, String>> done = new CompletableFuture<>();

    /** @param users one context for each, with nothing but its credentials */
    UserTrial(EventLoop loop, NodeRole node, LaneDialer dialer, Collection<SessionContext> users) {
        this.loop = loop;
        this.node = node;
        this.dialer = dialer;
        this.toTry = new ArrayDeque<>(users);
    }

    /** Completes with the refused users and the server's words; fails when the node cannot be asked. */
    CompletableFuture<Map<String, String>> run() {
        loop.execute(this::next);
        return done;
    }

    private void next() {
        SessionContext user = toTry.poll();
        if (user == null) {
            done.complete(refused);
        } else {
            dialer.dial(loop, node, SessionReplay.steps(user, true))
                    .addListener((Future<Lane> dialled) -> onTried(user, dialled));
        }
    }

    private void onTried(SessionContext user, Future<Lane> dialled) {
        if (dialled.isSuccess()) {
            dialled.getNow().close();
        } else if (dialled.cause() instanceof HandshakeException failure && failure.serverError() != null) {
            refused.put(user.user(), failure.serverError());
        } else {
            done.completeExceptionally(
                    new GateException(String.valueOf(dialled.cause().getMessage())));
            return;
        }
        next();
    }
}
