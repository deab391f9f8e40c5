package dev.sluice.resp;

/**
 * What a peer may send. The scanner keeps nothing of a frame, so these guard against desynchronised and hostile peers, not
 * against memory; whoever decodes values bounds the whole frame as well ({@link RespValueDecoder}).
 *
 * @param maxBulkBytes length of one bulk string, and of one line in a reply, in bytes (Redis: {@code proto-max-bulk-len});
 *     {@code Long.MAX_VALUE} for no limit
 * @param maxElements elements of one request or aggregate (Redis 7.0: 2^31-1; Redis 6.2: 1048576)
 * @param maxInlineBytes length of an inline request or of a length line, in bytes (Redis: {@code PROTO_INLINE_MAX_SIZE})
 * @param maxDepth aggregates inside aggregates in one reply
 * @param unauthElements elements of one request before authentication (Redis: CVE-2021-32675)
 * @param unauthBulkBytes length of one bulk string before authentication, in bytes (the same)
 */
public record RespLimits(
        long maxBulkBytes, int maxElements, int maxInlineBytes, int maxDepth, int unauthElements, int unauthBulkBytes) {

    private static final RespLimits DEFAULTS =
            new RespLimits(512L << 20, Integer.MAX_VALUE, 64 << 10, 128, 10, 16 << 10);

    private static final long NO_LIMIT = Long.MAX_VALUE / 4;

    public RespLimits {
        requirePositive("maxBulkBytes", maxBulkBytes);
        // No stream lasts so long, and sums with it cannot overflow.
        maxBulkBytes = Math.min(maxBulkBytes, NO_LIMIT);
        requirePositive("maxElements", maxElements);
        requirePositive("maxInlineBytes", maxInlineBytes);
        requirePositive("maxDepth", maxDepth);
        requirePositive("unauthElements", unauthElements);
        requirePositive("unauthBulkBytes", unauthBulkBytes);
    }

    /** The limits of a Redis 7.0 server with its default settings, and 128 levels of nesting. */
    public static RespLimits defaults() {
        return DEFAULTS;
    }

    /** The same limits with another one for bulk strings, in bytes. */
    public RespLimits withMaxBulkBytes(long bytes) {
        return new RespLimits(bytes, maxElements, maxInlineBytes, maxDepth, unauthElements, unauthBulkBytes);
    }

    /** The same limits with another one for elements. */
    public RespLimits withMaxElements(int elements) {
        return new RespLimits(maxBulkBytes, elements, maxInlineBytes, maxDepth, unauthElements, unauthBulkBytes);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
