package dev.sluice.cutover;

import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.Replication.ReceiverLimits;

/** What a node at the lane's end can take, from its facts. */
final class Receivers {
    /** The servers' default, where a node does not tell its number. */
    private static final int DATABASES = 16;

    private Receivers() {}

    static ReceiverLimits limits(NodeFacts facts) {
        String databases = facts.config().getOrDefault("databases", "");
        return new ReceiverLimits(
                facts.commands(),
                databases.matches("\\d{1,9}") ? Integer.parseInt(databases) : DATABASES,
                facts.version());
    }
}
