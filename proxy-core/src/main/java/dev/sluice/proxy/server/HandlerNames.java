package dev.sluice.proxy.server;

/** Names of the handlers in a client's pipeline, in their order. */
final class HandlerNames {
    static final String TLS = "tls";
    static final String IDLE = "idle";
    static final String SESSION = "session";

    private HandlerNames() {}
}
