package dev.sluice.node.control;

import dev.sluice.config.NodeSettings;
import dev.sluice.config.TlsSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.protocol.ProtocolVersion;
import java.io.File;

/** A node's settings in Lettuce's terms. */
final class LettuceSettings {
    /** Calls block their threads, so this many at a time is far more than there ever are. */
    private static final int MAX_QUEUED_COMMANDS = 1024;

    private LettuceSettings() {}

    /**
     * Where to connect, without credentials or a name: Lettuce says nothing on a new connection, {@link ControlLogin} does. When
     * the node refuses something that Lettuce sends by itself, Lettuce closes the connection, and sometimes loses the node's words.
     */
    static RedisURI uri(NodeSettings node) {
        RedisURI.Builder builder = RedisURI.builder()
                .withHost(node.endpoint().host())
                .withPort(node.endpoint().port())
                .withTimeout(node.commandTimeout());
        TlsSettings tls = node.tls();
        if (tls != null) {
            builder.withSsl(true).withVerifyPeer(tls.verifyHostname() ? SslVerifyMode.FULL : SslVerifyMode.CA);
        }
        return builder.withLibraryName("").withLibraryVersion("").build();
    }

    static ClientOptions options(NodeSettings node) {
        ClientOptions.Builder builder = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP2)
                .pingBeforeActivateConnection(false)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .requestQueueSize(MAX_QUEUED_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(node.connectTimeout())
                        .tcpNoDelay(true)
                        .keepAlive(true)
                        .build());
        TlsSettings tls = node.tls();
        if (tls != null) {
            builder.sslOptions(ssl(node, tls));
        }
        return builder.build();
    }

    private static SslOptions ssl(NodeSettings node, TlsSettings tls) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(node.connectTimeout());
        if (tls.caFile() != null) {
            ssl.trustManager(tls.caFile().toFile());
        }
        if (tls.certificateFile() != null && tls.keyFile() != null) {
            File certificate = tls.certificateFile().toFile();
            ssl.keyManager(certificate, tls.keyFile().toFile(), new char[0]);
        }
        return ssl.build();
    }
}
