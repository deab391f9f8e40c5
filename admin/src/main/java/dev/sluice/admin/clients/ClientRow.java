package dev.sluice.admin.clients;

import org.jspecify.annotations.Nullable;

/**
 * One client connection.
 *
 * @param id what the client gets for CLIENT ID
 * @param address {@code host:port}
 * @param name of CLIENT SETNAME; empty for none
 * @param user that it acts as
 * @param db selected database
 * @param resp protocol version, 2 or 3
 * @param lane {@code shared}, {@code own} or {@code none}
 * @param pinned the reason for an own lane; null where there is none
 * @param outstanding commands without a reply
 * @param connectedAtMillis of the epoch
 * @param lastCommandMillis of the epoch
 */
public record ClientRow(
        long id,
        String address,
        String name,
        String user,
        int db,
        int resp,
        String lane,
        @Nullable String pinned,
        int outstanding,
        long connectedAtMillis,
        long lastCommandMillis) {}
