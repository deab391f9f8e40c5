package dev.sluice.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the two databases and the credentials that Sluice itself uses there (control connections and replication, never
 * client lanes: clients authenticate as themselves).
 *
 * @param user ACL user, null for the default user
 * @param password null when the node asks for none
 * @param tls null for plain TCP ({@code redis://}), settings for {@code rediss://}
 */
public record NodeSettings(
        NodeRole role,
        Endpoint endpoint,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable TlsSettings tls,
        Duration connectTimeout,
        Duration commandTimeout) {

    /** The node as {@code redis://user@host:port}, without its password. */
    public String display() {
        return (tls == null ? "redis://" : "rediss://") + (user == null ? "" : user + "@") + endpoint;
    }
}
