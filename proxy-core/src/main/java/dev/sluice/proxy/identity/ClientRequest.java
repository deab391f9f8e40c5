package dev.sluice.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a CLIENT command that speaks of other clients means for Sluice's sessions. Requests are lists of arguments, the name
 * first. Whatever the node answers with an error is the client's answer.
 */
public sealed interface ClientRequest {

    /** It speaks of no session: the node is asked as the client asked. */
    record AsIs() implements ClientRequest {}

    /**
     * CLIENT KILL. The node is asked with {@code ask}, which ends no lane but has the errors of the request; unless that is an
     * error the sessions are ended, the asking one after its reply ({@link ClientReplies#kill}).
     *
     * @param ask what the node is asked
     * @param sessions those it means
     * @param oldForm answered by OK rather than by a number
     * @param others whether the request may mean clients of the node that do not come through Sluice, which {@code ask} leaves
     *     alone; {@link ClientReplies#others} finds them
     * @param filter its conditions
     */
    record Kill(List<byte[]> ask, List<SessionCard> sessions, boolean oldForm, boolean others, ClientFilter filter)
            implements ClientRequest {}

    /** CLIENT UNBLOCK of a session: for the node the id of its lane takes the place of {@code argument}. */
    record Unblock(SessionCard session, List<byte[]> arguments, int argument) implements ClientRequest {

        /** What the node is asked; with {@code laneId} 0 (the session has no own lane, so it is not blocked) as it came. */
        public List<byte[]> ask(long laneId) {
            return replace(arguments, argument, laneId);
        }
    }

    /**
     * CLIENT TRACKING whose invalidations go to a session, which must have a lane of its own first: for the node the id of
     * that lane takes the place of {@code argument}.
     */
    record Redirect(SessionCard session, List<byte[]> arguments, int argument) implements ClientRequest {

        /** What the node is asked. */
        public List<byte[]> ask(long laneId) {
            return replace(arguments, argument, laneId);
        }
    }

    /**
     * CLIENT LIST: the reply to {@code ask} goes through {@link ClientReplies#list}.
     *
     * @param byId whether {@code ask} is the plain form, because the node does not know the ids that were given
     */
    record ListClients(List<byte[]> ask, ClientFilter filter, boolean byId) implements ClientRequest {}

    private static List<byte[]> replace(List<byte[]> arguments, int argument, long laneId) {
        if (laneId == 0) {
            return arguments;
        }
        List<byte[]> changed = new ArrayList<>(arguments);
        changed.set(argument, Long.toString(laneId).getBytes(StandardCharsets.US_ASCII));
        return changed;
    }
}
