package dev.sluice.proxy.session;

import dev.sluice.proxy.identity.ClientReplies;
import dev.sluice.proxy.identity.ClientRequest;
import dev.sluice.proxy.identity.ClientRequests;
import dev.sluice.proxy.identity.ListView;
import dev.sluice.proxy.identity.SessionCard;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the node that speak of its connection, made to speak of the session: the client knows nothing of lanes. These are
 * read as a whole.
 */
final class SelfReplies {
    /** Of more, which is a list of some hundred thousand clients, the client is told that it is too long. */
    static final int MAX_BYTES = 64 << 20;

    private final SessionTools tools;
    private final long id;
    private final LongSupplier millis;
    private final Queue<Change> expected = new ArrayDeque<>(0);
    private final ReplyMode mode = new ReplyMode();
    private final OtherClients others;
    private @Nullable ByteBuf kept;
    private boolean tooLong;

    /** @param insideExec whether it applies to a reply inside EXEC's, too */
    private record Change(UnaryOperator<byte[]> of, boolean insideExec) {}

    /** @param millis of the epoch */
    SelfReplies(SessionTools tools, long id, LongSupplier millis) {
        this.tools = tools;
        this.id = id;
        this.millis = millis;
        this.others = new OtherClients(tools, id, millis, mode);
    }

    /**
     * A request whose answer is one of these goes to the node.
     *
     * @param arguments the whole request, its name first; none when it is too long, and so of no valid form
     * @return what the node is to be asked
     */
    List<byte[]> expect(List<byte[]> arguments) {
        String name = arguments.isEmpty() ? "" : lower(arguments.get(0));
        if (name.equals("hello")) {
            expect(reply -> ClientReplies.hello(reply, self()));
            return arguments;
        }
        String sub = arguments.size() < 2 ? "" : lower(arguments.get(1));
        switch (sub) {
            case "id" -> expect(reply -> ClientReplies.id(reply, self()));
            case "getname" -> expect(reply -> ClientReplies.name(reply, self()));
            case "info" -> expect(reply -> ClientReplies.info(reply, self(), millis.getAsLong()));
            case "reply" -> {
                expected.add(new Change(mode.change(arguments), false));
                return ReplyMode.ask(arguments);
            }
            case "list" -> {
                return expectList(arguments);
            }
            case "capa" -> {
                expect(UnaryOperator.identity());
                return Capabilities.ask(arguments);
            }
            default -> {
                OtherClients.Exchange exchange = others.of(arguments, sub);
                expect(exchange.answer());
                return exchange.ask();
            }
        }
        return arguments;
    }

    private List<byte[]> expectList(List<byte[]> arguments) {
        ClientRequest request = ClientRequests.read(arguments, tools.directory(), id, millis.getAsLong());
        if (request instanceof ClientRequest.ListClients list) {
            expect(reply -> {
                tools.directory().lineOf(reply);
                return ClientReplies.list(reply, list, view());
            });
            return list.ask();
        }
        expect(UnaryOperator.identity());
        return arguments;
    }

    /** A request goes to the node whose answer is to be changed so. */
    void expect(UnaryOperator<byte[]> change) {
        expected.add(new Change(change, true));
    }

    /** Sluice itself asked CLIENT ID on this lane: the client gets nothing for it. */
    void expectId(Lane lane) {
        expect(reply -> {
            String line = new String(reply, StandardCharsets.US_ASCII);
            if (line.startsWith(":")) {
                lane.nodeId(Long.parseLong(line.substring(1).trim()));
            }
            return new byte[0];
        });
    }

    private ListView view() {
        return new ListView(
                tools.directory().all(),
                line -> tools.dialer().isLane(line.address()),
                id,
                millis.getAsLong(),
                tools.directory().line());
    }

    private SessionCard self() {
        SessionCard card = tools.directory().byId(id);
        if (card == null) {
            throw new IllegalStateException("session " + id + " is not registered");
        }
        return card;
    }

    private static String lower(byte[] word) {
        return new String(word, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** Which replies the client gets. */
    ReplyMode mode() {
        return mode;
    }

    /** A part of the answer whose turn it is. */
    void keep(ByteBuf bytes, int from, int to) {
        ByteBuf keeping = kept;
        if (keeping == null) {
            keeping = Unpooled.buffer(to - from);
            kept = keeping;
        }
        tooLong |= keeping.readableBytes() + (to - from) > MAX_BYTES;
        if (!tooLong) {
            keeping.writeBytes(bytes, from, to - from);
        }
    }

    /** The answer is complete: what was kept of it. */
    ByteBuf take() {
        ByteBuf whole = kept == null ? Unpooled.EMPTY_BUFFER : kept;
        kept = null;
        return whole;
    }

    /** It was queued in MULTI: what is to be made of the reply inside EXEC's. */
    UnaryOperator<byte[]> queued() {
        Change change = expected.remove();
        tooLong = false;
        return change.insideExec() ? change.of() : UnaryOperator.identity();
    }

    /** What the client gets for it, which may be nothing, with the session in the state that it has after the command. */
    ByteBuf ofSession(ByteBuf reply) {
        UnaryOperator<byte[]> change = expected.remove().of();
        if (tooLong) {
            tooLong = false;
            ByteBuf error = Unpooled.buffer();
            RespWriter.error(error, "ERR sluice: the answer is longer than " + MAX_BYTES + " bytes");
            return error;
        }
        return Unpooled.wrappedBuffer(change.apply(ByteBufUtil.getBytes(reply)));
    }
}
