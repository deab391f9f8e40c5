package dev.sluice.proxy.identity;

import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * Makes what the node says of a lane into what is true of a session. Each function takes one whole reply and returns what the
 * client gets instead; errors, {@code QUEUED} and whatever has not the form of that command's reply come back as they are.
 * Any thread. Allocates: these commands are rare.
 */
public final class ClientReplies {
    private ClientReplies() {}

    /** Of CLIENT ID. */
    public static byte[] id(byte[] reply, SessionCard card) {
        return ReplyFields.integer(reply, nodeId -> card.id());
    }

    /** Of HELLO: the value of its field {@code id}; all other bytes stay. */
    public static byte[] hello(byte[] reply, SessionCard card) {
        return ReplyFields.change(reply, "id", nodeId -> card.id());
    }

    /** Of CLIENT GETNAME. */
    public static byte[] name(byte[] reply, SessionCard card) {
        if (reply.length == 0 || (reply[0] != '$' && reply[0] != '_')) {
            return reply;
        }
        ByteBuf out = Unpooled.buffer();
        if (!card.profile().name().isEmpty()) {
            RespWriter.bulk(out, card.profile().name());
        } else if (card.profile().resp() == 3) {
            RespWriter.nul3(out);
        } else {
            RespWriter.nullBulk(out);
        }
        return ByteBufUtil.getBytes(out);
    }

    /**
     * Of CLIENT GETREDIR.
     *
     * @param virtualId gives the id that clients know for one of the node's; others, and 0 and -1, as they are
     */
    public static byte[] redirect(byte[] reply, LongUnaryOperator virtualId) {
        return ReplyFields.integer(reply, virtualId);
    }

    /** Of CLIENT TRACKINGINFO; as {@link #redirect}. */
    public static byte[] trackingInfo(byte[] reply, LongUnaryOperator virtualId) {
        return ReplyFields.change(reply, "redirect", virtualId);
    }

    /** Of CLIENT INFO. The field {@code cmd} stays: the node wrote it while it ran this very command. */
    public static byte[] info(byte[] reply, SessionCard card, long nowMillis) {
        ClientText text = ClientText.parse(reply);
        if (text == null || text.lines().size() != 1) {
            return reply;
        }
        return text.withLines(List.of(text.lines().get(0).of(card, true, nowMillis)))
                .bytes();
    }

    /**
     * Of CLIENT LIST, asked as {@link ClientRequest.ListClients#ask} says: without the lines of lanes, with one for each
     * session that was asked for where the first of those was, or at the end. A session's line has the fields of its own lane's
     * line, else of some lane's, so they are those of this server.
     */
    public static byte[] list(byte[] reply, ClientRequest.ListClients request, ListView view) {
        ClientText text = ClientText.parse(reply);
        return text == null
                ? reply
                : text.withLines(view.lines(request, text.lines())).bytes();
    }

    /**
     * Which of the clients that the node told of are others than Sluice's lanes and meet the conditions: what remains of a
     * CLIENT KILL that must not end lanes.
     *
     * @param reply of a plain CLIENT LIST
     * @return the node's ids
     */
    public static List<Long> others(byte[] reply, ClientFilter filter, Predicate<ClientLine> isLane) {
        ClientText text = ClientText.parse(reply);
        List<Long> ids = new ArrayList<>();
        if (text != null) {
            for (ClientLine line : text.lines()) {
                if (!isLane.test(line) && filter.matches(line)) {
                    ids.add(line.id());
                }
            }
        }
        return ids;
    }

    /**
     * Of the CLIENT KILL that {@link ClientRequest.Kill#ask} says, once the sessions have been told to end.
     *
     * @param others further clients of the node that were ended on account of it
     */
    public static byte[] kill(byte[] reply, ClientRequest.Kill request, int others) {
        int more = request.sessions().size() + others;
        if (reply.length == 0 || reply[0] != ':') {
            return reply;
        }
        return request.oldForm()
                ? "+OK\r\n".getBytes(StandardCharsets.US_ASCII)
                : ReplyFields.integer(reply, killed -> killed + more);
    }
}
