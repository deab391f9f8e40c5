package dev.sluice.config;

import java.nio.file.Path;

/** Everything that can be set, validated. {@code reference.conf} names every key, its default and its meaning. */
public record SluiceSettings(
        Endpoint listen,
        NodeSettings source,
        NodeSettings target,
        ReplicationSettings replication,
        CutoverSettings cutover,
        LaneMode lanes,
        TransportKind transport,
        LimitsSettings limits,
        ControlSettings control,
        HttpSettings http,
        Path stateDir) {

    public NodeSettings node(NodeRole role) {
        return role == NodeRole.SOURCE ? source : target;
    }
}
