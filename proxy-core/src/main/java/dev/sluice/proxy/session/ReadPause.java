package dev.sluice.proxy.session;

import io.netty.channel.Channel;

/** Reads from a client while no reason speaks against it. */
final class ReadPause {
    /** It has not begun. */
    static final int NOT_STARTED = 1;
    /** The node takes bytes more slowly than the client sends them. */
    static final int NODE_SLOW = 1 << 1;
    /** As much is held as may be read ahead. */
    static final int HELD = 1 << 2;
    /** The session is about to end. */
    static final int ENDING = 1 << 3;
    /** Too many commands wait for their replies. */
    static final int OUTSTANDING = 1 << 4;
    /** The client takes its replies more slowly than they come. */
    static final int CLIENT_SLOW = 1 << 5;

    private final Channel client;
    private int reasons;

    /** The channel does not read yet. */
    ReadPause(Channel client) {
        this.client = client;
        this.reasons = NOT_STARTED;
    }

    void set(int reason, boolean on) {
        int before = reasons;
        reasons = on ? reasons | reason : reasons & ~reason;
        if ((before == 0) != (reasons == 0)) {
            client.config().setAutoRead(reasons == 0);
        }
    }

    boolean has(int reason) {
        return (reasons & reason) != 0;
    }
}
