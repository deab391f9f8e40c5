package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The exceptions from "byte by byte": commands whose replies two equal servers do not give in equal bytes. */
final class Leniency {
    /** What may differ between two frames whose bytes do. */
    interface Rule {
        boolean same(Frame direct, Frame proxied, Sessions sessions);
    }

    static final Rule EXACT = (direct, proxied, sessions) -> false;
    /** Ids of connections, the same of each world in the same place. */
    private static final Rule IDS =
            parts((a, b, sessions) -> sessions.same(a.text(), b.text()) || (!LeftOut.IDS_ARE_KEPT && a.isInteger()));
    /** Times that pass while the test runs: whole numbers up to three seconds apart. */
    private static final Rule SECONDS = parts((a, b, sessions) -> near(a, b, 3));

    private static final Rule MILLIS = parts((a, b, sessions) -> near(a, b, 3_000));
    /** Every number and text may differ, not their types and places. */
    private static final Rule SHAPE = parts((a, b, sessions) -> a.type() == b.type() && !a.isError());
    /** Only the type is compared. */
    private static final Rule TYPE = (a, b, sessions) -> a.type() == b.type() && !a.isError();
    /** Two hash tables with different seeds tell the same in a different order. */
    private static final Rule UNORDERED = (a, b, sessions) -> labels(a).equals(labels(b));

    private static final Rule CLIENTS = (a, b, sessions) -> sessions.sameClients(a, b);
    private static final Rule REFUSED =
            (a, b, sessions) -> a.isError() && b.wire().startsWith("-ERR sluice: ");
    /** UNSUBSCRIBE of all: the order of the channels is a hash table's. */
    static final Rule UNSUBSCRIBED = (a, b, sessions) -> a.type() == b.type()
            && a.elements().size() == 3
            && b.elements().size() == 3
            && a.elements().get(0).equals(b.elements().get(0))
            && a.elements().get(2).equals(b.elements().get(2));

    private static final Map<String, Rule> RULES = new HashMap<>();

    static {
        rule(UNORDERED, "keys", "scan", "smembers", "sinter", "sunion", "sdiff", "spop", "srandmember", "sscan");
        rule(UNORDERED, "pubsub|channels", "pubsub|shardchannels", "command", "command|info", "command|list");
        rule(UNORDERED, "command|docs", "acl|cat", "config|get", "function|list");
        rule(SECONDS, "ttl", "expiretime", "object|idletime");
        rule(MILLIS, "pttl", "pexpiretime", "xpending", "xinfo|stream", "xinfo|consumers");
        rule(IDS, "hello", "client|id", "client|getredir", "client|trackinginfo");
        rule(CLIENTS, "client|list", "client|info");
        rule(SHAPE, "time", "acl|genpass", "acl|log");
        // DUMP: the elements of a set in the order of its hash table. INFO, MEMORY: counts, sizes, ports, times.
        rule(TYPE, "dump", "randomkey", "info", "memory|usage", "memory|stats", "memory|doctor", "memory|malloc-stats");
    }

    /** Their reply is chance, unless they are asked for everything there is. */
    private static final Set<String> RANDOM = Set.of("spop", "srandmember", "hrandfield", "zrandmember", "randomkey");

    private Leniency() {}

    private static void rule(Rule rule, String... names) {
        for (String name : names) {
            RULES.put(name, rule);
        }
    }

    /** What applies to the reply to this command. */
    static Rule of(Command command) {
        if (command.form() == Command.Form.REFUSED) {
            return REFUSED;
        }
        return RULES.getOrDefault(command.fullName(), RULES.getOrDefault(command.name(), EXACT));
    }

    /** The reply to EXEC: each element by the rule of its own command. */
    static Rule exec(List<Command> queued) {
        return (direct, proxied, sessions) -> {
            List<Frame> left = direct.elements();
            List<Frame> right = proxied.elements();
            if (direct.type() != proxied.type() || left.size() != right.size() || left.size() != queued.size()) {
                return false;
            }
            for (int i = 0; i < left.size(); i++) {
                if (!same(of(queued.get(i)), left.get(i), right.get(i), sessions)) {
                    return false;
                }
            }
            return true;
        };
    }

    static boolean same(Rule rule, Frame direct, Frame proxied, Sessions sessions) {
        return direct.wire().equals(proxied.wire()) || rule.same(direct, proxied, sessions);
    }

    static boolean isRandom(String name) {
        return RANDOM.contains(name);
    }

    private static Rule parts(Rule part) {
        return (direct, proxied, sessions) -> {
            List<Frame> left = direct.parts();
            List<Frame> right = proxied.parts();
            boolean same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                Frame a = left.get(i);
                Frame b = right.get(i);
                same = a.label().equals(b.label())
                        || (a.type() == b.type() && !a.isAggregate() && part.same(a, b, sessions));
            }
            return same;
        };
    }

    private static boolean near(Frame a, Frame b, long most) {
        return a.isInteger() && Math.abs(Long.parseLong(a.text()) - Long.parseLong(b.text())) <= most;
    }

    private static List<String> labels(Frame frame) {
        List<String> labels =
                new ArrayList<>(frame.parts().stream().map(Frame::label).toList());
        labels.sort(null);
        return labels;
    }
}
