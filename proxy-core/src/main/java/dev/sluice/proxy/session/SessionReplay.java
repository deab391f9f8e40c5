package dev.sluice.proxy.session;

import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.lane.LaneSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a {@link SessionContext} into what a fresh connection must be told to have it. */
public final class SessionReplay {
    private SessionReplay() {}

    /**
     * The steps for a fresh connection.
     *
     * @param served whether the node of now has served the session. If it did so without credentials the other node must do
     *     so too, which a PING tells before any client depends on it
     */
    public static List<HandshakeStep> steps(SessionContext context, boolean served) {
        Credentials credentials = context.credentials();
        List<HandshakeStep> steps = new ArrayList<>(LaneSteps.login(context.resp(), credentials));
        if (credentials == null && served) {
            steps.add(HandshakeStep.command("PING", false));
        }
        if (context.db() != 0) {
            steps.add(HandshakeStep.select(context.db()));
        }
        if (!context.name().isEmpty()) {
            steps.add(HandshakeStep.setName(context.name()));
        }
        context.modes()
                .forEach((command, arguments) -> steps.add(
                        HandshakeStep.command(command, isOptional(command), arguments.toArray(new String[0]))));
        return steps;
    }

    /** The steps for a fresh connection of a session that goes on there in the middle of what it does. */
    static List<HandshakeStep> moved(SessionState state) {
        List<HandshakeStep> steps = steps(state.context(), state.served());
        if (state.inMulti()) {
            steps.add(HandshakeStep.command("MULTI", false));
        }
        return steps;
    }

    /** A node that has no such mode serves the session as well; but one that tracks nothing would leave stale copies. */
    private static boolean isOptional(String command) {
        return !command.equals(TrackingMode.COMMAND);
    }

    /**
     * What brings a connection up to a later context, when that differs in no more than the database, or in that the session
     * has been served by now; else it takes a fresh connection.
     */
    static Optional<List<HandshakeStep>> update(SessionContext from, SessionContext to, boolean firstServed) {
        if (!from.withDb(to.db()).equals(to)) {
            return Optional.empty();
        }
        List<HandshakeStep> steps = new ArrayList<>();
        if (firstServed) {
            steps.add(HandshakeStep.command("PING", false));
        }
        if (from.db() != to.db()) {
            steps.add(HandshakeStep.select(to.db()));
        }
        return Optional.of(steps);
    }
}
