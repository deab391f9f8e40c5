package dev.sluice.node.control;

import dev.sluice.config.NodeSettings;
import dev.sluice.node.ErrorText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Words every {@link NodeCallException}. */
final class NodeCallErrors {
    private NodeCallErrors() {}

    static NodeCallException problem(NodeSettings node, String what) {
        return new NodeCallException(who(node) + ": " + what, null, null);
    }

    /** @param secrets texts that the server may echo and nobody may see; the node's own password is always one */
    static NodeCallException refused(NodeSettings node, String what, String error, Collection<String> secrets) {
        List<String> hidden = new ArrayList<>(secrets);
        if (node.password() != null) {
            hidden.add(node.password().reveal());
        }
        String words = ErrorText.of(error, hidden);
        return new NodeCallException(who(node) + ": " + what + ": " + words, words, null);
    }

    private static String who(NodeSettings node) {
        return node.role().word() + " " + node.display();
    }
}
