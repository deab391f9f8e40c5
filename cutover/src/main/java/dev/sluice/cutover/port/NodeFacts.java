package dev.sluice.cutover.port;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node says of itself. Plain words and numbers as the server gave them, so that the checks on them are pure functions.
 *
 * @param family {@code redis} or {@code valkey}
 * @param version the server's own version ({@code 8.0.1} for Valkey, not its redis_version)
 * @param info every field of INFO, by name
 * @param config parameters by name; one that the server does not know or does not tell is missing
 * @param commands names in lower case, container subcommands as {@code xgroup|setid}
 * @param keysByDatabase number of keys of each database that has any
 * @param clockOffset the node's TIME less Sluice's, corrected by half the round trip
 * @param roundTrip of one PING
 * @param users names of the ACL users that connected clients use, and of those seen through Sluice
 * @param aclUsers names of all ACL users that are enabled at the node; empty when it does not tell
 * @param clientNames names that connected clients have given themselves (a Sentinel calls itself {@code sentinel-...-cmd})
 * @param refused commands that the control user may not use or that do not exist there ({@code replicaof}, {@code config|set},
 *     {@code psync}, ...), with the server's words
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
