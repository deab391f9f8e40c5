package dev.sluice.proxy.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * CLIENT REPLY, carried out by Sluice: the node goes on answering, so that every command is known to be done and what it did to
 * the session is known, and the client gets what it would have got from a server. Moved by replies, in their order; pushes and
 * what acknowledges subscriptions are not withheld (prepareClientToWrite, networking.c of Redis 7.0: CLIENT_PUSHING).
 *
 * <p>Inside MULTI it does nothing. Servers before Valkey 9.0 would carry it out in the middle of EXEC's array, which then ends too
 * early; that server refuses it, and so it does here.
 */
final class ReplyMode {
    private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private boolean off;
    private boolean skip;
    private boolean skipNext;
    private boolean ending;
    private boolean over;

    /** Whether the client is not given the reply whose turn it is. */
    boolean isSilent() {
        return off || skip || over;
    }

    /** A reply to a command of the client's is complete. */
    void answered() {
        skip = skipNext;
        skipNext = false;
        over = ending;
    }

    /** The reply whose turn it is is the last that the client gets. */
    void endAfterThis() {
        ending = true;
    }

    /** RESET is answered; it is so itself again. */
    void reset() {
        off = false;
    }

    /** What the node is asked: the same, in the one form that it answers. */
    static List<byte[]> ask(List<byte[]> arguments) {
        String mode = mode(arguments);
        return mode.equals("OFF") || mode.equals("SKIP")
                ? List.of(arguments.get(0), arguments.get(1), "ON".getBytes(StandardCharsets.US_ASCII))
                : arguments;
    }

    /** What is to be done with the node's reply; it comes to the client, if it is not empty and the client is not to be silent. */
    UnaryOperator<byte[]> change(List<byte[]> arguments) {
        return switch (mode(arguments)) {
            case "ON" -> this::on;
            case "OFF" -> this::off;
            case "SKIP" -> this::skip;
            default -> UnaryOperator.identity();
        };
    }

    private static String mode(List<byte[]> arguments) {
        return arguments.size() == 3
                ? new String(arguments.get(2), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT)
                : "";
    }

    private byte[] on(byte[] reply) {
        if (Arrays.equals(reply, OK)) {
            off = false;
            skip = false;
        }
        return reply;
    }

    private byte[] off(byte[] reply) {
        off |= Arrays.equals(reply, OK);
        return reply;
    }

    private byte[] skip(byte[] reply) {
        if (!Arrays.equals(reply, OK)) {
            return reply;
        }
        skipNext = !off;
        return NOTHING;
    }
}
