package dev.sluice.resp;

/**
 * The peer sent what is not RESP or exceeds a limit. The message is what a Redis server says in its place, without
 * {@code -ERR } ({@link RespWriter#protocolError} adds it). The position in the stream is lost: the connection must end. Has
 * no stack trace, because hostile peers decide how often it is thrown.
 */
public final class RespProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String PREFIX = "Protocol error: ";

    RespProtocolException(String what) {
        super(PREFIX + what, null, false, false);
    }

    /** Wording of networking.c; the server shows line ends as spaces. */
    static RespProtocolException expectedBulk(byte got) {
        char shown = got == '\r' || got == '\n' ? ' ' : (char) (got & 0xff);
        return new RespProtocolException("expected '$', got '" + shown + "'");
    }
}
