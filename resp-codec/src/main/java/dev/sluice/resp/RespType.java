package dev.sluice.resp;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of frame, by the byte that opens them. Source: the RESP2 and RESP3 specifications. {@link #INLINE} is a request
 * line without a marker; {@link #CHUNK} and {@link #END} occur only inside streamed strings and aggregates.
 */
public enum RespType {
    SIMPLE_STRING('+'),
    ERROR('-'),
    INTEGER(':'),
    BULK('$'),
    ARRAY('*'),
    NULL('_'),
    BOOLEAN('#'),
    DOUBLE(','),
    BIG_NUMBER('('),
    BULK_ERROR('!'),
    VERBATIM('='),
    MAP('%'),
    SET('~'),
    ATTRIBUTE('|'),
    PUSH('>'),
    CHUNK(';'),
    END('.'),
    INLINE('\0');

    private static final @Nullable RespType[] BY_MARKER = new @Nullable RespType[128];

    static {
        for (RespType type : values()) {
            if (type != INLINE) {
                BY_MARKER[type.marker] = type;
            }
        }
    }

    private final byte marker;

    RespType(char marker) {
        this.marker = (byte) marker;
    }

    /** The opening byte; 0 for {@link #INLINE}. */
    public byte marker() {
        return marker;
    }

    /** The type that this byte opens in a reply, or null when no type does. */
    public static @Nullable RespType ofMarker(byte marker) {
        return marker < 0 ? null : BY_MARKER[marker];
    }
}
