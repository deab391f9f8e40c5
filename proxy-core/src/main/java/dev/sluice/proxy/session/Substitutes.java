package dev.sluice.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Commands that Sluice sends of its own in the place of a client's, or before it. */
final class Substitutes {
    /** What a covering write is published to. */
    static final String COVER_CHANNEL = "__sluice:wait";

    private static final ByteBuf UNKNOWN_COMMAND = fixed("*1\r\n$14\r\nsluice.refused\r\n");
    private static final ByteBuf COVERING_WRITE =
            fixed("*3\r\n$7\r\nPUBLISH\r\n$" + COVER_CHANNEL.length() + "\r\n" + COVER_CHANNEL + "\r\n$0\r\n\r\n");
    private static final ByteBuf LANE_ID = fixed("*2\r\n$6\r\nCLIENT\r\n$2\r\nID\r\n");
    private static final ByteBuf DISCARD = fixed("*1\r\n$7\r\nDISCARD\r\n");
    private static final ByteBuf PING = fixed("*1\r\n$4\r\nPING\r\n");

    private Substitutes() {}

    private static ByteBuf fixed(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** One that no server knows: its error keeps the place of a refused command, and spoils a transaction as that would. */
    static ByteBuf unknownCommand() {
        return UNKNOWN_COMMAND.duplicate();
    }

    /** One that is replicated, and so moves the replication offset of its connection, but changes no data. */
    static ByteBuf coveringWrite() {
        return COVERING_WRITE.duplicate();
    }

    /** What the node calls the lane. */
    static ByteBuf laneId() {
        return LANE_ID.duplicate();
    }

    /** Ends a transaction that must not run. */
    static ByteBuf discard() {
        return DISCARD.duplicate();
    }

    /** Its answer marks a place in what a node sends. Also a connection that is subscribed in RESP2 may send it. */
    static ByteBuf ping() {
        return PING.duplicate();
    }
}
