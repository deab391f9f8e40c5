package dev.sluice.resp;

/**
 * What a push inside a reply is to that reply. RESP3 wants pushes between replies only, but servers write some between the
 * elements of what EXEC answers (seen on Redis 6.2 and 7.0: a transaction that publishes to its own client's channel, or on
 * 6.2 flushes keys that its client tracks). Such a {@code message} or {@code invalidate} is no element. The acknowledgement
 * of a SUBSCRIBE in the transaction is one.
 */
final class PushKind {
    private PushKind() {}

    /** Told by the length and first byte of its kind: {@code subscribe}, {@code unsubscribe} and their P and S forms. */
    static boolean isAcknowledgement(long length, byte first) {
        return switch (Math.toIntExact(Math.min(length, Integer.MAX_VALUE))) {
            case 9 -> first == 's';
            case 10, 12 -> first == 'p' || first == 's';
            case 11 -> first == 'u';
            default -> false;
        };
    }

    /** The same of a push that was read. */
    static boolean isAcknowledgement(RespValue.Push push) {
        if (push.elements().isEmpty() || !(push.elements().get(0) instanceof RespValue.Bulk kind)) {
            return false;
        }
        byte[] bytes = kind.bytes();
        return bytes.length > 0 && isAcknowledgement(bytes.length, bytes[0]);
    }
}
