package dev.sluice.node.control;

import dev.sluice.config.NodeSettings;
import dev.sluice.resp.RespValue;
import java.util.ArrayList;
import java.util.List;

/** What Sluice says first on a control connection: who it is. */
final class ControlLogin {
    private static final String CLIENT_NAME = "sluice-control";

    private ControlLogin() {}

    /** Never to be shown: the password is among the arguments. */
    static List<String[]> commands(NodeSettings node) {
        List<String[]> commands = new ArrayList<>();
        if (node.password() != null) {
            String password = node.password().reveal();
            commands.add(
                    node.user() == null
                            ? new String[] {"AUTH", password}
                            : new String[] {"AUTH", node.user(), password});
        }
        commands.add(new String[] {"CLIENT", "SETNAME", CLIENT_NAME});
        return commands;
    }

    /**
     * The name is a courtesy to whoever reads the node's client list, so a user that may not set one is let in.
     *
     * @throws NodeCallException with the node's words when it refused the credentials, or wants some and has been given none
     */
    static void check(NodeSettings node, List<RespValue> replies) throws NodeCallException {
        for (RespValue reply : replies) {
            if (reply instanceof RespValue.Error error && !error.message().startsWith("NOPERM")) {
                throw NodeCallErrors.refused(node, "login", error.message(), List.of());
            }
        }
    }
}
