package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a client does in several commands that belong together. A story is a list of writes, each of one or more commands;
 * other connections come between them.
 */
final class Stories {
    private static final int MOST_IN_PIPELINE = 6;
    private static final int ENDINGS_FROM = 99;
    /** Ways to track without broadcast, the first of the choices. */
    private static final int NOT_BROADCASTING = 4;

    private static final List<String> SUBSCRIBING = List.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE");
    private static final List<String> PATTERNS = List.of("ch:*", "n?ws", "__key*@0__:*");

    private final Grammar grammar;
    private final Words words;
    /**
     * Whether clients track by broadcast. A server tells them once a turn of its loop what was written in it, so which of a
     * pipeline's writes share a message is a matter of time: there are no pipelines then, but transactions.
     */
    private final boolean broadcasting;

    Stories(Grammar grammar, Words words) {
        this.grammar = grammar;
        this.words = words;
        this.broadcasting = words.percent(20);
    }

    /** @param alone whether every earlier command of the connection has been answered when it begins */
    List<List<Command>> any(boolean alone) {
        int at = words.below(alone || LeftOut.MALFORMED_BEHIND_OTHERS ? 100 : ENDINGS_FROM);
        if (at < 50) {
            return List.of(List.of(alone ? spoiled(plain()) : one()));
        } else if (at < 66) {
            return atOnce(several(2, MOST_IN_PIPELINE));
        } else if (at < 78) {
            return transaction();
        } else if (at < 84) {
            return subscriber();
        } else if (at < 88) {
            return tracking();
        } else if (at < 92) {
            return silence();
        } else if (at < 96) {
            return library();
        } else if (at < ENDINGS_FROM) {
            return List.of(List.of(odd()));
        }
        return ending();
    }

    private Command one() {
        Command command = plain();
        while (LeftOut.isUnlessAlone(command)) {
            command = plain();
        }
        return spoiled(command);
    }

    private Command plain() {
        Command command = grammar.any(words);
        while (LeftOut.isNotYet(command) || (!broadcasting && command.words().contains("BCAST"))) {
            command = grammar.any(words);
        }
        return command;
    }

    private List<Command> several(int least, int most) {
        List<Command> commands = new ArrayList<>();
        int count = least + words.below(most - least + 1);
        for (int i = 0; i < count; i++) {
            commands.add(one());
        }
        return commands;
    }

    /** A few of all commands: in another case, inline, or with a word too few or too many. */
    private Command spoiled(Command command) {
        List<String> changed = new ArrayList<>(command.words());
        if (words.percent(10)) {
            changed.set(0, words.percent(50) ? changed.get(0).toLowerCase(Locale.ROOT) : mixedCase(changed.get(0)));
        }
        if (Leniency.isRandom(command.name()) || !words.percent(8)) {
            return Command.of(changed);
        }
        return switch (words.below(3)) {
            case 0 -> isInlineable(changed) ? Command.of(changed).inline() : Command.of(changed);
            case 1 -> Command.of(changed.subList(0, Math.max(1, changed.size() - 1)));
            default -> {
                // A blocking command's last word is often its timeout.
                changed.add(Attribution.mayBlock(command) ? "x" : words.anything());
                yield Command.of(changed);
            }
        };
    }

    private static String mixedCase(String word) {
        return word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }

    private static boolean isInlineable(List<String> changed) {
        return changed.stream()
                .allMatch(word -> !word.isEmpty()
                        && word.length() < 1000
                        && word.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\''));
    }

    private List<List<Command>> transaction() {
        List<Command> commands = new ArrayList<>();
        if (words.percent(40)) {
            commands.add(Command.of("WATCH", words.key("any"), words.key("any")));
        }
        commands.add(Command.of("MULTI"));
        commands.addAll(several(0, 4));
        commands.removeIf(LeftOut::isLeftOutOfTransactions);
        if (words.percent(10)) {
            commands.add(words.of(Refused.COMMANDS));
        }
        if (words.percent(5)) {
            commands.add(Command.of("MULTI"));
        }
        commands.add(Command.of(words.percent(85) ? "EXEC" : "DISCARD"));
        return words.percent(40) ? List.of(commands) : oneByOne(commands);
    }

    private List<List<Command>> subscriber() {
        List<Command> commands = new ArrayList<>();
        if (words.percent(50)) {
            commands.add(Command.of("HELLO", words.percent(60) ? "3" : "2"));
        }
        String subscribe = words.of(SUBSCRIBING);
        if (!grammar.has(subscribe.toLowerCase(Locale.ROOT))) {
            subscribe = "SUBSCRIBE";
        }
        commands.add(Command.of(subscribe, topic(subscribe)));
        int more = words.below(6);
        for (int i = 0; i < more; i++) {
            commands.add(
                    switch (words.below(4)) {
                        case 0 -> Command.of("PING", "still");
                        case 1 -> Command.of(subscribe, topic(subscribe), topic(subscribe));
                        case 2 -> Command.of("SUBSCRIBE", words.channel());
                        default -> one();
                    });
        }
        if (words.percent(70)) {
            commands.add(Command.of(subscribe.replace("SUB", "UNSUB"), topic(subscribe)));
            commands.add(Command.of(subscribe.replace("SUB", "UNSUB")));
            commands.add(Command.of("UNSUBSCRIBE"));
        }
        if (words.percent(20)) {
            commands.add(Command.of("RESET"));
        }
        return oneByOne(commands);
    }

    private String topic(String subscribe) {
        return subscribe.startsWith("P") ? words.of(PATTERNS) : words.channel();
    }

    private List<List<Command>> tracking() {
        List<Command> commands = new ArrayList<>(List.of(Command.of("HELLO", "3")));
        List<Command> choices = List.of(
                Command.of("CLIENT", "TRACKING", "ON"),
                Command.of("CLIENT", "TRACKING", "ON", "NOLOOP"),
                Command.of("CLIENT", "TRACKING", "ON", "OPTIN"),
                Command.of("CLIENT", "TRACKING", "ON", "OPTOUT"),
                Command.of("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "str:", "PREFIX", "list:"),
                Command.of("CLIENT", "TRACKING", "ON", "BCAST", "NOLOOP"));
        commands.add(words.of(broadcasting ? choices : choices.subList(0, NOT_BROADCASTING)));
        int more = 2 + words.below(6);
        for (int i = 0; i < more; i++) {
            if (words.percent(30)) {
                commands.add(Command.of("CLIENT", "CACHING", words.percent(50) ? "YES" : "NO"));
            }
            commands.add(words.percent(60) ? Command.of("GET", words.key("str")) : one());
        }
        commands.add(Command.of("CLIENT", "TRACKINGINFO"));
        if (words.percent(60)) {
            commands.add(Command.of("CLIENT", "TRACKING", "OFF"));
        }
        return oneByOne(commands);
    }

    private List<List<Command>> silence() {
        List<Command> commands = new ArrayList<>();
        if (words.percent(50)) {
            commands.add(Command.of("CLIENT", "REPLY", "SKIP"));
            commands.add(quiet());
        } else {
            commands.add(Command.of("CLIENT", "REPLY", "OFF"));
            int count = words.below(4);
            for (int i = 0; i < count; i++) {
                commands.add(quiet());
            }
            commands.add(Command.of("CLIENT", "REPLY", "ON"));
        }
        commands.add(Command.of("ECHO", "loud again"));
        return words.percent(50) ? atOnce(commands) : oneByOne(commands);
    }

    private Command quiet() {
        return grammar.named(words.of(List.of("set", "get", "rpush", "incr", "hset", "publish", "select")), words);
    }

    /** What client libraries send when they connect. */
    private List<List<Command>> library() {
        List<Command> commands = new ArrayList<>();
        commands.add(words.of(List.of(
                Command.of("HELLO", "3"),
                Command.of("HELLO", "3", "AUTH", "alice", "secret", "SETNAME", "lib"),
                Command.of("HELLO", "3", "AUTH", "default", "any"),
                Command.of("AUTH", "alice", "secret"))));
        commands.add(Command.of("CLIENT", "SETNAME", "name" + words.below(3)));
        commands.add(Command.of("CLIENT", "SETINFO", "LIB-NAME", "lib"));
        commands.add(Command.of("CLIENT", "SETINFO", "lib-ver", "1.0"));
        commands.add(Command.of("SELECT", words.percent(80) ? "0" : "1"));
        commands.add(Command.of("CLIENT", "ID"));
        commands.add(Command.of("CLIENT", "MAINT_NOTIFICATIONS", "ON"));
        commands.addAll(several(1, 3));
        commands.add(Command.of("CLIENT", words.percent(50) ? "INFO" : "LIST"));
        commands.add(Command.of("AUTH", "default", "any"));
        commands.add(Command.of("RESET"));
        commands.removeIf(LeftOut::isNotYet);
        return words.percent(50) ? atOnce(commands) : oneByOne(commands);
    }

    private Command odd() {
        return switch (words.below(5)) {
            case 0 -> words.of(Refused.COMMANDS);
            case 1 -> Command.of("NOSUCHCOMMAND", words.anything(), words.anything());
            case 2 -> Command.of("CLIENT", "NOSUCH", words.anything());
            case 3 -> Command.of("");
            default -> Command.of(words.anything(), words.anything());
        };
    }

    /** What ends a connection. */
    private List<List<Command>> ending() {
        if (words.percent(25)) {
            return List.of(List.of(one(), Command.of("QUIT")));
        }
        Command malformed = words.of(List.of(
                Command.raw("*2\r\n$3\r\nGET\r\n:1\r\n"),
                Command.raw("*1\r\n$-4\r\n"),
                Command.raw("PING \"open\r\n")));
        return LeftOut.MALFORMED_BEHIND_OTHERS
                ? List.of(List.of(one(), malformed))
                : List.of(List.of(one()), List.of(malformed));
    }

    /** A pipeline, where there may be one. */
    private List<List<Command>> atOnce(List<Command> commands) {
        return broadcasting ? oneByOne(commands) : List.of(commands);
    }

    private static List<List<Command>> oneByOne(List<Command> commands) {
        return commands.stream().map(List::of).toList();
    }
}
