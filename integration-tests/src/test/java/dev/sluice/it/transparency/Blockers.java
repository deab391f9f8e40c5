package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.List;

/** Connections that wait in a blocking command until another one does what they wait for. */
final class Blockers {
    private static final String LIST = "wait:list";
    private static final String ZSET = "wait:zset";
    private static final String STREAM = "wait:stream";

    private final Words words;
    private final List<Integer> waiting = new ArrayList<>();
    private int entries;

    Blockers(Words words) {
        this.words = words;
    }

    boolean isWaiting(int connection) {
        return waiting.contains(connection);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The connection begins to wait. */
    List<List<Command>> begin(int connection, Grammar grammar) {
        waiting.add(connection);
        List<Command> choices = new ArrayList<>(List.of(
                Command.of("BLPOP", LIST, "wait:other", "0"),
                Command.of("BRPOP", "wait:other", LIST, "0"),
                Command.of("BLMOVE", LIST, "list:1", "LEFT", "RIGHT", "0"),
                Command.of("BRPOPLPUSH", LIST, "list:2", "0"),
                Command.of("BZPOPMIN", ZSET, "0"),
                Command.of("BZPOPMAX", "zset:none", ZSET, "0"),
                Command.of("XREAD", "BLOCK", "0", "STREAMS", STREAM, "$"),
                Command.of("XREAD", "COUNT", "1", "BLOCK", "0", "STREAMS", STREAM, "stream:1", "$", "$")));
        if (grammar.has("blmpop")) {
            choices.add(Command.of("BLMPOP", "0", "2", "wait:other", LIST, "RIGHT", "COUNT", "2"));
            choices.add(Command.of("BZMPOP", "0", "1", ZSET, "MIN"));
        }
        if (words.percent(15)) {
            return List.of(
                    List.of(Command.of("XGROUP", "CREATE", STREAM, "g", "$", "MKSTREAM")),
                    List.of(Command.of("XREADGROUP", "GROUP", "g", "c1", "BLOCK", "0", "STREAMS", STREAM, ">")));
        }
        Command blocking = words.of(choices);
        return words.percent(80)
                ? List.of(List.of(blocking))
                : List.of(List.of(blocking, Command.of("ECHO", "after blocking")));
    }

    /** Something that a waiting connection may wait for; it counts as waiting no more. */
    List<List<Command>> wake() {
        int connection = waiting.remove(words.below(waiting.size()));
        String entry = (1000 + ++entries) + "-1";
        Command unblock = Command.of("CLIENT", "UNBLOCK", Command.clientId(connection));
        int from = LeftOut.isNotYet(unblock) ? 2 : 0;
        return switch (from + words.below(8 - from)) {
            case 0 -> List.of(List.of(unblock));
            case 1 -> List.of(List.of(Command.of("CLIENT", "UNBLOCK", Command.clientId(connection), "ERROR")));
            case 2 ->
                List.of(List.of(
                        Command.of("MULTI"),
                        Command.of("LPUSH", LIST, "in", "transaction"),
                        Command.of("ZADD", ZSET, "1", "a", "2", "b"),
                        Command.of("XADD", STREAM, entry, "f", "v"),
                        Command.of("EXEC")));
            case 3 ->
                List.of(
                        List.of(Command.of("EVAL", "return redis.call('RPUSH',KEYS[1],'s')", "1", LIST)),
                        List.of(Command.of("ZADD", ZSET, "3", "m")));
            case 4 ->
                List.of(List.of(Command.of("DEL", LIST, ZSET, STREAM)), List.of(Command.of("SET", LIST, "string")));
            default ->
                List.of(
                        List.of(Command.of("RPUSH", LIST, "x", "y")),
                        List.of(Command.of("ZADD", ZSET, "1", "z" + entries)),
                        List.of(Command.of("XADD", STREAM, entry, "f", "v" + entries)));
        };
    }
}
