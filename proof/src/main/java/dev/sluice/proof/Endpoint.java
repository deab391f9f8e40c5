package dev.sluice.proof;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;

/**
 * Where a server or a proxy listens, and as whom to connect.
 *
 * @param user null for the default user
 * @param password null when none is asked for
 */
public record Endpoint(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        boolean tls) {
    private static final int DEFAULT_PORT = 6379;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int REPLY_TIMEOUT_MS = 15_000;

    public static Endpoint of(String host, int port) {
        return new Endpoint(host, port, null, null, false);
    }

    /** Reads {@code redis[s]://[[user]:password@]host[:port]}; anything else fails with an {@link IllegalArgumentException}. */
    public static Endpoint parse(String uri) {
        URI parsed = URI.create(uri);
        boolean tls = "rediss".equals(parsed.getScheme());
        if ((!tls && !"redis".equals(parsed.getScheme())) || parsed.getHost() == null) {
            // The text may carry a password, so it is not repeated.
            throw new IllegalArgumentException("expected redis://[[user]:password@]host[:port]");
        }
        int port = parsed.getPort() < 0 ? DEFAULT_PORT : parsed.getPort();
        String info = parsed.getRawUserInfo();
        if (info == null) {
            return new Endpoint(parsed.getHost(), port, null, null, tls);
        }
        int colon = info.indexOf(':');
        String user = colon <= 0 ? null : decode(info.substring(0, colon));
        String password = decode(info.substring(colon + 1));
        return new Endpoint(parsed.getHost(), port, user, password, tls);
    }

    private static String decode(String text) {
        // URLDecoder is for forms, where a plus means a blank; in a URI it means itself.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Connects; the connection is never made again once it is lost. Replies are waited for 15 s. */
    public Jedis connect(ConnectionStyle style) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .autoNegotiateProtocol(false)
                .protocol(style.resp3() ? RedisProtocol.RESP3 : RedisProtocol.RESP2)
                .connectionTimeoutMillis(CONNECT_TIMEOUT_MS)
                .socketTimeoutMillis(REPLY_TIMEOUT_MS)
                .database(style.database())
                .clientName(style.name());
        if (tls) {
            config.sslOptions(SslOptions.defaults());
        }
        if (password != null) {
            config.user(user).password(password);
        }
        return new Jedis(new HostAndPort(host, port), config.build());
    }

    /** Connects with RESP2, to database 0. */
    public Jedis connect() {
        return connect(new ConnectionStyle("proof", 0, false));
    }

    /** How a connection presents itself. */
    public record ConnectionStyle(String name, int database, boolean resp3) {}

    /** Without the password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + (user == null ? "" : user + "@") + host + ":" + port;
    }
}
