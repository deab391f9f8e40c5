package dev.sluice.proxy.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of a connection: database, user, transaction. A data command is answered by a bulk that tells all of this
 * and the command. Requests must be arrays.
 */
final class EchoConnection {
    /** More are out of range. */
    static final int DATABASES = 4;

    private final String node;
    private final StringBuilder input = new StringBuilder();
    private final StringBuilder replies = new StringBuilder();
    private int db;
    private String user = "default";
    private List<String> queued = new ArrayList<>();
    private boolean inMulti;
    private boolean blocked;

    EchoConnection(String node) {
        this.node = node;
    }

    void receive(String bytes) {
        input.append(bytes);
        execute();
    }

    String takeReplies() {
        String taken = replies.toString();
        replies.setLength(0);
        return taken;
    }

    boolean isBlocked() {
        return blocked;
    }

    /** What a blocked command waited for is there. */
    void unblock() {
        blocked = false;
        replies.append("*-1\r\n");
        execute();
    }

    private void execute() {
        for (List<String> command = next(); command != null; command = next()) {
            replies.append(reply(command));
        }
    }

    private String reply(List<String> command) {
        String name = command.get(0);
        if (inMulti && !name.equals("EXEC") && !name.equals("DISCARD")) {
            queued.add(String.join(" ", command));
            return "+QUEUED\r\n";
        }
        return switch (name) {
            case "SELECT" -> select(Integer.parseInt(command.get(1)));
            case "AUTH" -> auth(command);
            case "PING" -> "+PONG\r\n";
            case "MULTI" -> {
                inMulti = true;
                yield "+OK\r\n";
            }
            case "EXEC" -> exec();
            case "BLPOP" -> {
                blocked = true;
                yield "";
            }
            default -> echo(String.join(" ", command));
        };
    }

    private String select(int wanted) {
        if (wanted >= DATABASES) {
            return "-ERR DB index is out of range\r\n";
        }
        db = wanted;
        return "+OK\r\n";
    }

    private String auth(List<String> command) {
        if (!command.get(2).equals("good")) {
            return "-WRONGPASS\r\n";
        }
        user = command.get(1);
        return "+OK\r\n";
    }

    private String exec() {
        StringBuilder all = new StringBuilder("*" + queued.size() + "\r\n");
        queued.forEach(command -> all.append(echo(command)));
        queued = new ArrayList<>();
        inMulti = false;
        return all.toString();
    }

    private String echo(String command) {
        return bulk(echoOf(node, user, db, command));
    }

    /** What a node says to a data command. */
    static String echoOf(String node, String user, int db, String command) {
        String shown = command.length() > 100 ? command.substring(0, 20) + command.length() : command;
        return node + "/" + user + "/" + db + ": " + shown;
    }

    static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    private @Nullable List<String> next() {
        if (blocked || input.length() == 0) {
            return null;
        }
        int[] at = {0};
        int count = number(at);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = number(at);
            if (length < 0 || input.length() < at[0] + length + 2) {
                return null;
            }
            words.add(input.substring(at[0], at[0] + length));
            at[0] += length + 2;
        }
        if (count < 0) {
            return null;
        }
        input.delete(0, at[0]);
        return words;
    }

    /** Of a line such as {@code *2}; -1 when it is not complete. */
    private int number(int[] at) {
        int end = input.indexOf("\r\n", at[0]);
        if (end < 0) {
            return -1;
        }
        int number = Integer.parseInt(input.substring(at[0] + 1, end));
        at[0] = end + 2;
        return number;
    }
}
