package dev.sluice.it.transparency;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A server, and clients that reach it directly or through Sluice. */
final class World implements AutoCloseable {
    /** Commands that Sluice itself sends now and then, or answers itself, and what this class sends. */
    private static final List<String> NOT_COUNTED = List.of(
            "hello",
            "auth",
            "client",
            "select",
            "info",
            "ping",
            "command",
            "config",
            "acl",
            "role",
            "time",
            "quit",
            "publish",
            "post",
            "host:",
            "multi",
            "exec",
            "discard",
            "replconf",
            "replicaof");

    /** A server reads so many bytes of a connection in one turn. */
    private static final int BYTES_A_TURN = 16 << 10;

    private final InetSocketAddress clients;
    private final RespSocket control;
    private final @Nullable RespSocket[] sockets = new RespSocket[CommandTraffic.CONNECTIONS];
    private final String[] ids = new String[CommandTraffic.CONNECTIONS];

    /** @param clients where clients connect: the server itself, or Sluice */
    World(InetSocketAddress clients, InetSocketAddress server) throws IOException {
        this.clients = clients;
        this.control = new RespSocket(server);
    }

    /** An empty server without clients of an earlier run. */
    void begin() throws IOException, InterruptedException {
        disconnect();
        awaitAlone();
        control.call("FLUSHALL");
        control.call("SCRIPT", "FLUSH");
        // Before 7.0 there are no functions, and the error says so.
        control.call("FUNCTION", "FLUSH");
        control.call("CONFIG", "SET", "notify-keyspace-events", "");
        control.call("CONFIG", "SET", "maxmemory-samples", "5");
        control.call("SLOWLOG", "RESET");
        control.call("ACL", "LOG", "RESET");
        control.call("ACL", "SETUSER", "alice", "reset", "on", ">secret", "~*", "&*", "+@all", "-@dangerous");
        control.call("CONFIG", "RESETSTAT");
    }

    private void awaitAlone() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 1000; attempt++) {
            Map<String, String> effects = effects();
            if (List.of("blocked_clients", "tracking_clients", "pubsub_channels", "pubsub_patterns").stream()
                    .allMatch(name -> effects.getOrDefault(name, "0").equals("0"))) {
                return;
            }
            Thread.sleep(5);
        }
        throw new IOException("clients of an earlier run are still there: " + effects());
    }

    /** Opens a connection; returns the id that the server tells it. */
    String open(int connection) throws IOException {
        RespSocket socket = new RespSocket(clients);
        sockets[connection] = socket;
        ids[connection] = socket.call("CLIENT", "ID").text();
        return ids[connection];
    }

    boolean isOpen(int connection) {
        return sockets[connection] != null;
    }

    RespSocket socket(int connection) {
        return Objects.requireNonNull(sockets[connection]);
    }

    /** Returns the number of bytes sent. */
    int send(int connection, List<Command> commands) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Command command : commands) {
            bytes.writeBytes(command.bytes(index -> ids[index] == null ? "999999999" : ids[index]));
        }
        socket(connection).write(bytes.toByteArray());
        return bytes.size();
    }

    /**
     * Returns when the server has done what was sent to it and has written all that it has to say about it: it reads every
     * connection once in a turn, and answers this one once in a turn.
     */
    void settle(int bytesSent) throws IOException {
        for (int turns = 3 + bytesSent / BYTES_A_TURN; turns > 0; turns--) {
            control.call("PING");
        }
    }

    /** What the server has done so far, of all that the traffic makes it do. */
    Map<String, String> effects() throws IOException {
        Map<String, String> effects = new TreeMap<>();
        for (String section : List.of("clients", "stats", "commandstats")) {
            for (String line : control.call("INFO", section).text().split("\r\n", -1)) {
                int colon = line.indexOf(':');
                if (line.startsWith("cmdstat_")) {
                    countCalls(line.substring(8, colon), line.substring(colon + 1), effects);
                } else if (line.matches("(blocked_clients|tracking_clients|pubsub_channels|pubsub_patterns):.*")) {
                    effects.put(line.substring(0, colon), line.substring(colon + 1));
                }
            }
        }
        return effects;
    }

    private static void countCalls(String name, String counts, Map<String, String> effects) {
        if (NOT_COUNTED.stream().noneMatch(out -> name.equals(out) || name.startsWith(out + "|"))) {
            List<String> told = new ArrayList<>(List.of(counts.split(",", -1)));
            told.removeIf(count -> count.startsWith("usec"));
            effects.put(name, String.join(",", told));
        }
    }

    Frame call(String... words) throws IOException {
        return control.call(words);
    }

    void disconnect(int connection) throws IOException {
        RespSocket socket = sockets[connection];
        if (socket != null) {
            socket.close();
            sockets[connection] = null;
        }
    }

    private void disconnect() throws IOException {
        for (int i = 0; i < sockets.length; i++) {
            disconnect(i);
        }
    }

    @Override
    public void close() throws IOException {
        disconnect();
        control.close();
    }
}
