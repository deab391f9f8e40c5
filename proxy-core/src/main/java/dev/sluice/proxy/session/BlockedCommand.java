package dev.sluice.proxy.session;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A blocking command that a client sent, and what is sent in its place when it has to be sent again. Immutable. */
final class BlockedCommand {
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    /** Longest timeout that is told from others, in nanoseconds: 146 years. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private final List<byte[]> arguments;
    private final BlockedForm form;
    /** Zero for ever. */
    private final long timeoutNanos;

    private final long sentAt;

    private BlockedCommand(List<byte[]> arguments, BlockedForm form, long timeoutNanos, long sentAt) {
        this.arguments = arguments;
        this.form = form;
        this.timeoutNanos = timeoutNanos;
        this.sentAt = sentAt;
    }

    /**
     * Of a command, its name first.
     *
     * @param sentAt when it was sent, in nanoseconds of the same clock as everywhere here
     * @return null when it cannot be sent again: not one that is known, or none that a server takes
     */
    static @Nullable BlockedCommand of(List<byte[]> arguments, long sentAt) {
        BlockedForm form = BlockedForm.of(arguments);
        if (form == null) {
            return null;
        }
        try {
            long timeout = nanos(new BigDecimal(BlockedForm.text(arguments.get(form.timeout()))), form.millis());
            return timeout < 0 ? null : new BlockedCommand(List.copyOf(arguments), form, timeout, sentAt);
        } catch (NumberFormatException e) {
            // Also a timeout that a server would take, as 0x1p3, but nobody writes.
            return null;
        }
    }

    private static long nanos(BigDecimal timeout, boolean millis) {
        if (timeout.signum() < 0 || timeout.scale() < -20) {
            return timeout.signum() < 0 ? -1 : LONGEST;
        }
        BigDecimal nanos = timeout.movePointRight(millis ? 6 : 9);
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST)) > 0) {
            return LONGEST;
        }
        // What is more than nothing must not become nothing, which means for ever.
        return timeout.signum() > 0 ? Math.max(1, nanos.longValue()) : 0;
    }

    /** When it was sent first. */
    long sentAt() {
        return sentAt;
    }

    boolean isOver(long now) {
        return timeoutNanos != 0 && now - sentAt >= timeoutNanos;
    }

    /** The keys at which it matters who came first. */
    Set<ByteBuffer> keys() {
        Set<ByteBuffer> keys = new HashSet<>();
        for (byte[] key : arguments.subList(form.firstKey(), form.endOfKeys())) {
            keys.add(ByteBuffer.wrap(key));
        }
        return keys;
    }

    /** The streams of which it wants what comes after the last entry of when it was sent. */
    List<byte[]> streamsFromNow() {
        List<byte[]> streams = new ArrayList<>();
        for (int at = form.firstId(); at < form.endOfIds(); at++) {
            if (isFromNow(at)) {
                streams.add(arguments.get(at - form.idsToKeys()));
            }
        }
        return streams;
    }

    /** {@code $}; and {@code +}, the last entry, on which only a stream without entries can block. */
    private boolean isFromNow(int at) {
        String id = BlockedForm.text(arguments.get(at));
        return id.equals("$") || id.equals("+");
    }

    /**
     * The same, with the time that is left, but at least a millisecond.
     *
     * @param lastIds in the place of the ids of {@link #streamsFromNow}, in that order; what is missing stays as it was
     */
    List<byte[]> again(long now, List<String> lastIds) {
        List<byte[]> again = new ArrayList<>(arguments);
        if (timeoutNanos != 0) {
            long left = Math.max(1, (timeoutNanos - (now - sentAt) + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
            again.set(form.timeout(), bytes(form.millis() ? Long.toString(left) : seconds(left)));
        }
        int next = 0;
        for (int at = form.firstId(); at < form.endOfIds() && next < lastIds.size(); at++) {
            if (isFromNow(at)) {
                again.set(at, bytes(lastIds.get(next++)));
            }
        }
        return again;
    }

    /** Half a millisecond more: 6.2 cuts off what is less than one, and takes what is left as for ever when it is nothing. */
    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis * 10 + 5, 4).toPlainString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a reply says that what it waited for has not come. */
    boolean isNothing(String reply) {
        if (reply.startsWith("*-1") || reply.startsWith("_") || reply.startsWith("$-1")) {
            return true;
        }
        return switch (form.command()) {
            case "wait" -> reply.startsWith(":") && isLess(reply.substring(1), 1);
            case "waitaof" -> reply.startsWith("*2\r\n:") && isLessThanAsked(reply.split("\r\n", -1));
            default -> false;
        };
    }

    /** WAITAOF: this node, then others. */
    private boolean isLessThanAsked(String[] lines) {
        return isLess(lines[1].substring(1), 1) || isLess(lines[2].substring(1), 2);
    }

    private boolean isLess(String count, int asked) {
        return Long.parseLong(count.trim()) < Long.parseLong(BlockedForm.text(arguments.get(asked)));
    }
}
