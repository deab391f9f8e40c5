package dev.sluice.proxy.session;

import dev.sluice.proxy.identity.ClientReplies;
import dev.sluice.proxy.identity.ClientRequest;
import dev.sluice.proxy.identity.ClientRequests;
import dev.sluice.proxy.identity.SessionCard;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Requests of a session that name other clients: the ids and addresses that it knows are those of sessions, whose lanes the
 * node knows by ids of its own.
 */
final class OtherClients {
    /** What the node is asked, and what becomes of its reply. */
    record Exchange(List<byte[]> ask, UnaryOperator<byte[]> answer) {}

    private final SessionTools tools;
    private final long id;
    private final LongSupplier millis;
    private final ReplyMode mode;

    OtherClients(SessionTools tools, long id, LongSupplier millis, ReplyMode mode) {
        this.tools = tools;
        this.id = id;
        this.millis = millis;
        this.mode = mode;
    }

    /**
     * @param arguments the whole request, its name first
     * @param subcommand in lower case
     */
    Exchange of(List<byte[]> arguments, String subcommand) {
        return switch (subcommand) {
            case "getredir" -> new Exchange(arguments, reply -> ClientReplies.redirect(reply, this::virtualId));
            case "trackinginfo" -> new Exchange(arguments, reply -> ClientReplies.trackingInfo(reply, this::virtualId));
            default -> named(arguments);
        };
    }

    private Exchange named(List<byte[]> arguments) {
        ClientRequest request = ClientRequests.read(arguments, tools.directory(), id, millis.getAsLong());
        if (request instanceof ClientRequest.Kill kill) {
            return new Exchange(kill.ask(), reply -> killed(reply, kill));
        }
        if (request instanceof ClientRequest.Unblock unblock) {
            return new Exchange(unblock.ask(unblock.session().lane().nodeId()), UnaryOperator.identity());
        }
        if (request instanceof ClientRequest.Redirect redirect) {
            // Without an own lane it is nobody that the node knows, and the client is told so.
            return new Exchange(redirect.ask(redirect.session().lane().nodeId()), UnaryOperator.identity());
        }
        return new Exchange(arguments, UnaryOperator.identity());
    }

    private byte[] killed(byte[] reply, ClientRequest.Kill kill) {
        if (reply.length > 0 && reply[0] == ':') {
            for (SessionCard card : kill.sessions()) {
                if (card instanceof SessionDescription session) {
                    session.end();
                }
                if (card.id() == id) {
                    // What it sent behind this command was not for a server to answer any more.
                    mode.endAfterThis();
                }
            }
        }
        return ClientReplies.kill(reply, kill, 0);
    }

    /** The id that clients know for one of the node's; others as they are. */
    private long virtualId(long nodeId) {
        if (nodeId <= 0) {
            return nodeId;
        }
        return tools.directory().all().stream()
                .filter(card -> card.lane().nodeId() == nodeId)
                .mapToLong(SessionCard::id)
                .findFirst()
                .orElse(nodeId);
    }
}
