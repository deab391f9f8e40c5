package dev.sluice.node.control;

import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.node.command.CommandTable;
import dev.sluice.resp.RespValue;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sluice's own commands to one node. Calls block their thread up to the node's command timeout (and its connect timeout when
 * there is no connection) and may come from several threads at a time. A call that finds the connection lost opens a new one;
 * no command is ever sent twice. Texts go and come as UTF-8.
 */
public final class NodeControlClient implements AutoCloseable {
    private final NodeSettings node;
    private final ControlConnection connection;

    /** Connects at the first call. */
    public NodeControlClient(NodeSettings node, ControlResources resources) {
        this.node = node;
        this.connection = new ControlConnection(node, resources);
    }

    public NodeRole role() {
        return node.role();
    }

    /** @return {@code PONG} */
    public String ping() throws NodeCallException {
        return call("PING").text();
    }

    /**
     * Any command and its reply, as sent.
     *
     * @throws NodeCallException with the server's words when the reply is an error
     */
    public RespValue call(String... command) throws NodeCallException {
        RespValue reply = connection.send(List.<String[]>of(command)).get(0);
        return checked(reply, command);
    }

    /** Commands in one write, nobody else's between them, and their replies, errors among them as values. */
    public List<RespValue> attempt(List<String[]> commands) throws NodeCallException {
        return connection.send(commands);
    }

    /** As {@link #attempt}, for arguments that need not be text. */
    public List<RespValue> attemptRaw(List<byte[][]> commands) throws NodeCallException {
        return connection.sendRaw(commands);
    }

    /**
     * MULTI, the commands, EXEC, in one write.
     *
     * @return the replies of the commands, errors among them thrown
     * @throws NodeCallException with the words of the first error; with one at queueing nothing was done, with one at EXEC the
     *     other commands were
     */
    public List<RespValue> transaction(List<String[]> commands) throws NodeCallException {
        List<String[]> all = new ArrayList<>();
        all.add(new String[] {"MULTI"});
        all.addAll(commands);
        all.add(new String[] {"EXEC"});
        List<RespValue> replies = connection.send(all);
        for (int i = 0; i < replies.size(); i++) {
            checked(replies.get(i), all.get(i));
        }
        List<RespValue> results = replies.get(replies.size() - 1).elements();
        for (int i = 0; i < results.size(); i++) {
            checked(results.get(i), commands.get(i));
        }
        return results;
    }

    private RespValue checked(RespValue reply, String... command) throws NodeCallException {
        if (reply instanceof RespValue.Error error) {
            throw NodeCallErrors.refused(
                    node, CommandWords.of(command), error.message(), SecretParameters.valuesIn(command));
        }
        return reply;
    }

    /** The fields of INFO's sections, or of its default sections when none is named; all in one round trip. */
    public Map<String, String> info(String... sections) throws NodeCallException {
        if (sections.length == 0) {
            return InfoText.parse(call("INFO").text());
        }
        // 6.2 takes one section a call.
        List<String[]> commands = new ArrayList<>();
        for (String section : sections) {
            commands.add(new String[] {"INFO", section});
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (RespValue reply : connection.send(commands)) {
            fields.putAll(InfoText.parse(checked(reply, "INFO").text()));
        }
        return fields;
    }

    /** Parameters by name, secrets among them with their values. A parameter the server does not know is missing. */
    public Map<String, String> configGet(String... parameters) throws NodeCallException {
        List<String[]> commands = new ArrayList<>();
        for (String parameter : parameters) {
            commands.add(new String[] {"CONFIG", "GET", parameter});
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<RespValue> replies = connection.send(commands);
        for (int i = 0; i < replies.size(); i++) {
            List<RespValue> pairs = checked(replies.get(i), commands.get(i)).elements();
            for (int at = 0; at + 1 < pairs.size(); at += 2) {
                values.put(pairs.get(at).text(), pairs.get(at + 1).text());
            }
        }
        return values;
    }

    public void configSet(String parameter, String value) throws NodeCallException {
        call("CONFIG", "SET", parameter, value);
    }

    /** What the node knows, without commands that its configuration renamed (COMMAND tells those, COMMAND INFO does not). */
    public CommandTable commandTable() throws NodeCallException {
        List<String> info = new ArrayList<>(List.of("COMMAND", "INFO"));
        for (RespValue command : call("COMMAND").elements()) {
            info.add(command.elements().get(0).text());
        }
        return CommandTable.builtIn().merge(call(info.toArray(new String[0])));
    }

    /** Sluice's own address as the system would use it towards the node. */
    public InetAddress localAddress() throws NodeCallException {
        try {
            return LocalAddress.towards(node.endpoint());
        } catch (IOException e) {
            throw NodeCallErrors.problem(node, "no local address towards it: " + e.getMessage());
        }
    }

    /** Calls fail from now on. */
    @Override
    public void close() {
        connection.close();
    }
}
