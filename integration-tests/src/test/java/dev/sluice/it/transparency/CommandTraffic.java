package dev.sluice.it.transparency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A sequence of steps on several connections, made from a seed and the command table of a server and from nothing else. Each
 * connection lives through stories of its own; which one goes on next is chance.
 */
final class CommandTraffic {
    static final int CONNECTIONS = 4;
    private static final int BLOCKING_PERCENT = 6;
    private static final int WAKING_PERCENT = 25;
    /** The connection that never blocks, so that somebody is there to wake the others. */
    private static final int AWAKE = 0;

    private final Words words;
    private final Grammar grammar;
    private final Stories stories;
    private final Blockers blockers;
    private final List<Deque<List<Command>>> plans = IntStream.range(0, CONNECTIONS)
            .<Deque<List<Command>>>mapToObj(i -> new ArrayDeque<>())
            .toList();

    private CommandTraffic(long seed, CommandCatalogue catalogue) {
        words = new Words(new SplittableRandom(seed), CONNECTIONS);
        grammar = new Grammar(catalogue);
        stories = new Stories(grammar, words);
        blockers = new Blockers(words);
    }

    static List<Step> of(long seed, CommandCatalogue catalogue, int count) {
        return new CommandTraffic(seed, catalogue).steps(count);
    }

    private List<Step> steps(int count) {
        List<Step> steps = new ArrayList<>();
        while (steps.size() < count) {
            int connection = words.below(CONNECTIONS);
            // What is sent behind a blocking command waits with it: now and then, too.
            if (!blockers.isWaiting(connection) || words.percent(10)) {
                steps.add(next(connection));
            }
        }
        finish(steps);
        return steps;
    }

    private Step next(int connection) {
        Queue<List<Command>> plan = plans.get(connection);
        if (plan.isEmpty()) {
            if (connection != AWAKE && words.percent(BLOCKING_PERCENT) && !blockers.isWaiting(connection)) {
                plan.addAll(blockers.begin(connection, grammar));
            } else if (!blockers.isEmpty() && !blockers.isWaiting(connection) && words.percent(WAKING_PERCENT)) {
                plan.addAll(blockers.wake());
            } else {
                plan.addAll(stories.any(connection == AWAKE));
            }
        }
        return new Step(connection, plan.remove());
    }

    /** Every story comes to its end, every connection out of what it waits in, and each says a last word. */
    private void finish(List<Step> steps) {
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            for (List<Command> commands : plans.get(connection)) {
                steps.add(new Step(connection, commands));
            }
        }
        steps.add(new Step(AWAKE, List.of(Command.of("RESET"))));
        for (int connection = 1; connection < CONNECTIONS; connection++) {
            Command unblock = Command.of("CLIENT", "UNBLOCK", Command.clientId(connection));
            if (!LeftOut.isNotYet(unblock)) {
                steps.add(new Step(AWAKE, List.of(unblock)));
            }
        }
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            steps.add(new Step(connection, List.of(Command.of("RESET"))));
            steps.add(new Step(connection, List.of(Command.of("ECHO", "the end"))));
        }
    }
}
