package dev.sluice.it.node;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.Secret;
import dev.sluice.config.TlsSettings;
import dev.sluice.testservers.RunningServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for nodes of tests. */
final class Nodes {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Nodes() {}

    static NodeSettings plain(RunningServer server) {
        return plain(server, null, null);
    }

    static NodeSettings plain(RunningServer server, @Nullable String user, @Nullable String password) {
        return of(server.host(), server.port(), user, password, null, TIMEOUT);
    }

    static NodeSettings plain(int port, Duration timeout) {
        return of("127.0.0.1", port, null, null, null, timeout);
    }

    static NodeSettings tls(String host, int port, TlsSettings tls) {
        return of(host, port, null, null, tls, TIMEOUT);
    }

    static NodeSettings of(
            String host,
            int port,
            @Nullable String user,
            @Nullable String password,
            @Nullable TlsSettings tls,
            Duration timeout) {
        return new NodeSettings(
                NodeRole.SOURCE,
                new Endpoint(host, port),
                user,
                password == null ? null : Secret.of(password),
                tls,
                timeout,
                timeout);
    }
}
