package dev.sluice.app.adapter;

import dev.sluice.config.NodeRole;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.session.Credentials;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Logs users in at a node as their lanes will be, and hangs up again. */
public final class UserTrial {
    private final LaneDialer dialer;
    private final EventLoopGroup loops;

    public UserTrial(LaneDialer dialer, EventLoopGroup loops) {
        this.dialer = dialer;
        this.loops = loops;
    }

    /** Completes with the users that were refused and why, in the node's words. Names only, never a password. */
    CompletionStage<Map<String, String>> run(NodeRole at, Collection<Credentials> users) {
        Map<String, CompletableFuture<String>> answers = new TreeMap<>();
        for (Credentials user : users) {
            answers.put(user.user(), login(at, user));
        }
        return CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    Map<String, String> refused = new TreeMap<>();
                    answers.forEach((user, answer) -> {
                        if (!answer.join().isEmpty()) {
                            refused.put(user, answer.join());
                        }
                    });
                    return refused;
                });
    }

    private CompletableFuture<String> login(NodeRole at, Credentials user) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        dialer.dial(loops.next(), at, List.of(HandshakeStep.auth(user.user(), user.password())))
                .addListener((Future<Lane> dialled) -> {
                    if (dialled.isSuccess()) {
                        dialled.getNow().close();
                        answer.complete("");
                    } else {
                        answer.complete(String.valueOf(dialled.cause().getMessage()));
                    }
                });
        return answer;
    }
}
