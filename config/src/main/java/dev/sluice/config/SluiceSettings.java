package dev.sluice.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, validated. {@code reference.conf} names every key, its default and its meaning.
 *
 * @param listenTls certificate for clients, and with a CA file whose certificates they must show; null serves without TLS
 * @param refusedCommands full names in lower case, {@code client|pause}
 */
public record SluiceSettings(
        Endpoint listen,
        @Nullable TlsSettings listenTls,
        NodeSettings source,
        NodeSettings target,
        ReplicationSettings replication,
        CutoverSettings cutover,
        LaneMode lanes,
        TransportKind transport,
        List<String> refusedCommands,
        LimitsSettings limits,
        ControlSettings control,
        HttpSettings http,
        Path stateDir) {

    public SluiceSettings {
        refusedCommands = List.copyOf(refusedCommands);
    }

    public NodeSettings node(NodeRole role) {
        return role == NodeRole.SOURCE ? source : target;
    }
}
