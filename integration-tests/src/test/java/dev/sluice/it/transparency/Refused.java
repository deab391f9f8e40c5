package dev.sluice.it.transparency;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What Sluice does not let through: each is answered by an error of its own, in its place among the others. */
final class Refused {
    static final List<Command> COMMANDS = List.of(
            Command.refused("REPLICAOF", "NO", "ONE"),
            Command.refused("replicaof", "127.0.0.1", "1"),
            Command.refused("SLAVEOF", "NO", "ONE"),
            Command.refused("SHUTDOWN", "NOSAVE"),
            Command.refused("FAILOVER"),
            Command.refused("DEBUG", "SLEEP", "0"),
            Command.refused("PSYNC", "?", "-1"),
            Command.refused("SYNC"),
            Command.refused("REPLCONF", "listening-port", "1"),
            Command.refused("CLIENT", "PAUSE", "10"),
            Command.refused("CLIENT", "UNPAUSE"),
            Command.refused("CLUSTER", "MEET", "127.0.0.1", "1"),
            Command.refused("CLUSTER", "RESET"));

    /** Subcommands of CLUSTER that change a cluster; a server of its own answers all of them with the same error. */
    private static final Set<String> CLUSTER = Set.of(
            "addslots",
            "addslotsrange",
            "bumpepoch",
            "cancelslotmigrations",
            "delslots",
            "delslotsrange",
            "failover",
            "flushslots",
            "forget",
            "meet",
            "migrateslots",
            "replicate",
            "reset",
            "saveconfig",
            "set-config-epoch",
            "setslot");

    private static final Set<String> NAMES = COMMANDS.stream()
            .map(command -> command.name().equals("client") ? command.fullName() : command.name())
            .filter(name -> !name.equals("cluster"))
            .collect(Collectors.toUnmodifiableSet());

    private Refused() {}

    /** @param name in lower case, {@code client|pause} for a subcommand */
    static boolean is(String name) {
        return NAMES.contains(name) || (name.startsWith("cluster|") && CLUSTER.contains(name.substring(8)));
    }
}
