package dev.sluice.proxy.lane;

import dev.sluice.node.handshake.HandshakeStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a fresh connection one of a {@link LaneKey}. */
public final class LaneSteps {
    private LaneSteps() {}

    /** HELLO or AUTH, as far as they are needed. */
    public static List<HandshakeStep> login(int resp, @Nullable Credentials credentials) {
        if (resp != 2) {
            return List.of(HandshakeStep.hello(
                    resp,
                    credentials == null ? null : credentials.user(),
                    credentials == null ? null : credentials.password(),
                    null));
        }
        if (credentials == null) {
            return List.of();
        }
        // With the user's name: the form without is refused where the default user needs no password.
        return List.of(HandshakeStep.auth(credentials.user(), credentials.password()));
    }

    /** Everything for a lane to be shared. Whether the node serves without credentials is asked by a PING. */
    static List<HandshakeStep> shared(LaneKey key) {
        List<HandshakeStep> steps = new ArrayList<>(login(key.resp(), key.credentials()));
        if (key.credentials() == null) {
            steps.add(HandshakeStep.command("PING", true));
        }
        if (key.db() != 0) {
            steps.add(HandshakeStep.select(key.db()));
        }
        return steps;
    }

    /** The steps, and then the question what the node calls the connection. A user may be without the right to ask. */
    static List<HandshakeStep> andId(List<HandshakeStep> steps) {
        List<HandshakeStep> all = new ArrayList<>(steps);
        all.add(HandshakeStep.command("CLIENT ID", true));
        return all;
    }
}
