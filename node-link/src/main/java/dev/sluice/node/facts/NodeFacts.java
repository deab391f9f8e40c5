package dev.sluice.node.facts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node says of itself. Plain words and numbers as the server gave them.
 *
 * @param family {@code redis} or {@code valkey}
 * @param version the server's own version ({@code 8.0.1} for Valkey, not its redis_version)
 * @param info every field of INFO, by name
 * @param config parameters by name, secrets as {@code ***}; one that the server does not know or does not tell is missing
 * @param commands names in lower case, container subcommands as {@code xgroup|setid}
 * @param keysByDatabase number of keys of each database that has any
 * @param clockOffset the node's TIME less this machine's, corrected by half the round trip
 * @param roundTrip of one PING
 * @param users names of the ACL users that connected clients use, this connection's left out
 * @param aclUsers names of all ACL users that are enabled at the node; empty when it does not tell
 * @param clientNames names that connected clients have given themselves, this connection's left out
 * @param refused commands that this connection's user may not use or that do not exist there, with the server's words
 */
public record NodeFacts(
        String family,
        String version,
        Map<String, String> info,
        Map<String, String> config,
        Set<String> commands,
        Map<Integer, Long> keysByDatabase,
        Duration clockOffset,
        Duration roundTrip,
        List<String> users,
        Set<String> aclUsers,
        Set<String> clientNames,
        Map<String, String> refused) {}
