package dev.sluice.it.cutover;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** A transaction with more in its queue than is moved, so that the hold lasts until it has ended. */
public final class LongTransaction {
    /** The setting that makes it too long, and its value. */
    public static final String LIMIT = "sluice.limits.transaction-commands";

    public static final String LIMIT_VALUE = "1";

    private final Jedis client;

    private LongTransaction(Jedis client) {
        this.client = client;
    }

    /** Begins it, on a connection of its own. */
    public static LongTransaction begin(Jedis client) {
        client.sendCommand(Command.MULTI);
        client.sendCommand(Command.GET, "a");
        client.sendCommand(Command.GET, "b");
        client.sendCommand(Command.GET, "c");
        return new LongTransaction(client);
    }

    /** The hold need not wait for it any more. */
    public void end() {
        client.sendCommand(Command.DISCARD);
    }
}
