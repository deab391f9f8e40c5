package dev.sluice.node.ledger;

import dev.sluice.config.NodeRole;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.control.SecretParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters that Sluice changed at the nodes, with the values they had. A value is fsynced before the change is made and
 * removed after it was put back, so at every moment, a crash included, the ledger holds at least what is owed. What is
 * recorded once is not overwritten by a later change of the same parameter. Thread-safe; calls block for the disk and the node.
 */
public final class NodeLedger {
    private static final String HIDDEN = "***";

    private final Path folder;
    private final LedgerFile file;
    private final Map<NodeRole, Map<String, String>> changes;

    private NodeLedger(Path folder, LedgerFile file, Map<NodeRole, Map<String, String>> changes) {
        this.folder = folder;
        this.file = file;
        this.changes = changes;
    }

    /**
     * Opens the ledger of a state folder, which must exist, with what earlier processes left there.
     *
     * @throws IOException when it cannot be read or is not a ledger
     */
    public static NodeLedger open(Path stateDir) throws IOException {
        LedgerFile file = new LedgerFile(stateDir);
        return new NodeLedger(stateDir, file, file.read());
    }

    /** Records the value that {@code parameter} has, then sets it. Without effect when it has that value already. */
    public void setTemporarily(NodeRole role, NodeControlClient client, String parameter, String value)
            throws NodeCallException, LedgerException {
        setTemporarily(role, client, Map.of(parameter, value));
    }

    /** As above for several, recorded in one write and then set one by one, in the map's order. */
    public void setTemporarily(NodeRole role, NodeControlClient client, Map<String, String> wanted)
            throws NodeCallException, LedgerException {
        setTemporarily(role, ParameterAccess.of(client), wanted);
    }

    synchronized void setTemporarily(NodeRole role, ParameterAccess node, Map<String, String> wanted)
            throws NodeCallException, LedgerException {
        Map<String, String> present = node.get(wanted.keySet().toArray(new String[0]));
        Map<String, String> different = new LinkedHashMap<>(wanted);
        different.entrySet().removeIf(entry -> entry.getValue().equals(present.get(entry.getKey())));
        record(role, present, different.keySet());
        for (Map.Entry<String, String> entry : different.entrySet()) {
            node.set(entry.getKey(), entry.getValue());
        }
    }

    /** Records the values that parameters have, for a caller that changes them itself, right after. */
    public void remember(NodeRole role, NodeControlClient client, String... parameters)
            throws NodeCallException, LedgerException {
        remember(role, ParameterAccess.of(client), parameters);
    }

    synchronized void remember(NodeRole role, ParameterAccess node, String... parameters)
            throws NodeCallException, LedgerException {
        record(role, node.get(parameters), List.of(parameters));
    }

    private void record(NodeRole role, Map<String, String> present, Collection<String> parameters)
            throws LedgerException {
        Map<String, String> recorded = LedgerFile.changes(changes, role);
        List<String> added = new ArrayList<>();
        for (String parameter : parameters) {
            String value = present.get(parameter);
            if (value != null && recorded.putIfAbsent(parameter, value) == null) {
                added.add(parameter);
            }
        }
        if (!added.isEmpty()) {
            try {
                save();
            } catch (LedgerException e) {
                recorded.keySet().removeAll(added);
                throw e;
            }
        }
    }

    /** Puts one parameter back. Without effect when nothing is recorded for it. */
    public void restore(NodeRole role, NodeControlClient client, String parameter)
            throws NodeCallException, LedgerException {
        restore(role, ParameterAccess.of(client), List.of(parameter));
    }

    /** Puts everything back that is recorded for a node, the last change first. */
    public void restoreAll(NodeRole role, NodeControlClient client) throws NodeCallException, LedgerException {
        restoreAll(role, ParameterAccess.of(client));
    }

    synchronized void restoreAll(NodeRole role, ParameterAccess node) throws NodeCallException, LedgerException {
        List<String> all = new ArrayList<>(LedgerFile.changes(changes, role).keySet());
        Collections.reverse(all);
        restore(role, node, all);
    }

    synchronized void restore(NodeRole role, ParameterAccess node, List<String> parameters)
            throws NodeCallException, LedgerException {
        Map<String, String> recorded = LedgerFile.changes(changes, role);
        for (String parameter : parameters) {
            String value = recorded.get(parameter);
            if (value != null) {
                node.set(parameter, value);
                forget(recorded, parameter, value);
            }
        }
    }

    private void forget(Map<String, String> recorded, String parameter, String value) throws LedgerException {
        recorded.remove(parameter);
        try {
            save();
        } catch (LedgerException e) {
            recorded.put(parameter, value);
            throw e;
        }
    }

    /** Parameters that are changed at a node, with the values they had; of a secret only {@code ***}. */
    public synchronized Map<String, String> changed(NodeRole role) {
        Map<String, String> shown = new LinkedHashMap<>();
        LedgerFile.changes(changes, role)
                .forEach((parameter, value) ->
                        shown.put(parameter, SecretParameters.isSecret(parameter) ? HIDDEN : value));
        return Collections.unmodifiableMap(shown);
    }

    private void save() throws LedgerException {
        try {
            file.write(changes);
        } catch (IOException e) {
            throw new LedgerException(
                    "cannot write the record of node changes in " + folder + ": " + e.getMessage(), e);
        }
    }
}
