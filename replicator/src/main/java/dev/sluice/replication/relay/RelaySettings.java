package dev.sluice.replication.relay;

import dev.sluice.config.Endpoint;
import dev.sluice.config.TlsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The replication port.
 *
 * @param tls certificate for nodes that dial with TLS, null refuses them
 * @param linkTimeout a fed node silent for so long is closed
 * @param handshakeTimeout a peer that has not come to PSYNC within this is closed
 * @param maxConnections more are closed at once: two nodes need no more
 */
public record RelaySettings(
        Endpoint listen,
        @Nullable TlsSettings tls,
        Duration linkTimeout,
        Duration handshakeTimeout,
        int maxConnections) {
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_CONNECTIONS = 16;

    public RelaySettings(Endpoint listen, @Nullable TlsSettings tls, Duration linkTimeout) {
        this(listen, tls, linkTimeout, HANDSHAKE_TIMEOUT, MAX_CONNECTIONS);
    }
}
