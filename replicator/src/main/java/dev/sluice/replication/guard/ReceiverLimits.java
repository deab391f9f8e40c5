package dev.sluice.replication.guard;

import java.util.Set;

/**
 * What a node can apply.
 *
 * @param commands names in lower case, container subcommands as {@code xgroup|setid}; a container without any listed
 *     subcommand (nodes before 7.0 do not list them) knows all of them
 * @param databases its number of databases: SELECT of a higher index fails, and the next write lands in the one before
 * @param version the server's own version, as it tells it
 */
public record ReceiverLimits(Set<String> commands, int databases, String version) {
    public ReceiverLimits {
        commands = Set.copyOf(commands);
    }
}
