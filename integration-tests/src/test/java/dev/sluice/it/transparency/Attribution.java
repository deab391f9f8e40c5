package dev.sluice.it.transparency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which command of a connection a frame answers, so that an exception holds for that command's reply alone. */
final class Attribution {
    private static final Set<String> OUT_OF_BAND = Set.of(
            "message",
            "pmessage",
            "smessage",
            "subscribe",
            "psubscribe",
            "ssubscribe",
            "unsubscribe",
            "punsubscribe",
            "sunsubscribe");

    private static final Set<String> BLOCKING = Set.of(
            "blpop",
            "brpop",
            "blmove",
            "brpoplpush",
            "blmpop",
            "bzpopmin",
            "bzpopmax",
            "bzmpop",
            "xread",
            "xreadgroup",
            "wait",
            "waitaof");

    private final Deque<Command> waiting = new ArrayDeque<>();
    private final Deque<Leniency.Rule> rules = new ArrayDeque<>();
    private List<Command> queued = new ArrayList<>();
    private boolean inTransaction;
    private boolean silent;
    private boolean skipNext;
    private int acknowledged;

    static boolean mayBlock(Command command) {
        return BLOCKING.contains(command.name());
    }

    void sent(Command command) {
        if (command.words().isEmpty()) {
            return;
        }
        boolean answered = !silent && !skipNext;
        skipNext = false;
        if (command.fullName().equals("client|reply") && command.words().size() == 3) {
            String mode = command.words().get(2).toLowerCase(Locale.ROOT);
            skipNext = answered && mode.equals("skip");
            silent = mode.equals("off") || (silent && !mode.equals("on"));
            answered = mode.equals("on") || (answered && !silent && !skipNext);
        }
        if (answered) {
            waiting.add(command);
        }
    }

    /** Whether its oldest command without an answer blocks for a time that ends by itself. */
    boolean waitsForTime() {
        Command oldest = waiting.peek();
        return oldest != null && mayBlock(oldest) && !oldest.words().contains("0");
    }

    /** Takes the next frame that the server sent its direct client. */
    void expect(Frame frame) {
        rules.add(ruleOf(frame));
    }

    /** What may differ between the oldest expected frame that was not asked for and its counterpart. */
    Leniency.Rule nextRule() {
        return rules.remove();
    }

    private Leniency.Rule ruleOf(Frame frame) {
        String kind = outOfBand(frame);
        if (kind != null) {
            return onOutOfBand(kind);
        }
        Command command = waiting.poll();
        acknowledged = 0;
        if (command == null) {
            return Leniency.EXACT;
        }
        Leniency.Rule rule =
                command.name().equals("exec") && inTransaction ? Leniency.exec(queued) : Leniency.of(command);
        track(command, frame);
        return rule;
    }

    private void track(Command command, Frame reply) {
        if (reply.label().equals("+QUEUED")) {
            queued.add(command);
        } else if (command.name().equals("multi") && !reply.isError()) {
            inTransaction = true;
            queued = new ArrayList<>();
        } else if (Set.of("exec", "discard", "reset").contains(command.name())) {
            inTransaction = false;
        }
    }

    private Leniency.Rule onOutOfBand(String kind) {
        Command oldest = waiting.peek();
        if (oldest != null && oldest.name().equals(kind)) {
            acknowledged++;
            if (acknowledged >= oldest.words().size() - 1) {
                waiting.poll();
                acknowledged = 0;
            }
        }
        return kind.endsWith("unsubscribe") ? Leniency.UNSUBSCRIBED : Leniency.EXACT;
    }

    private static @Nullable String outOfBand(Frame frame) {
        if (frame.type() == '>') {
            return frame.elements().get(0).text();
        }
        boolean message = frame.type() == '*'
                && frame.elements().size() >= 3
                && OUT_OF_BAND.contains(frame.elements().get(0).text());
        return message ? frame.elements().get(0).text() : null;
    }
}
