package dev.sluice.proof.check;

import dev.sluice.proof.check.Findings.Fault;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts the checkers together. Histories and facts go in, the verdict comes out; nothing here talks to a server. */
public final class HistoryChecker {
    private static final List<Kind> SEQUENCES =
            List.of(Kind.APPEND, Kind.LIST, Kind.STREAM, Kind.HASH, Kind.TRANSACTION);

    private HistoryChecker() {}

    /**
     * @param facts by the client's number
     * @param sharedCounters values at the end by the counter's number; one that is missing counts as 0
     */
    public static Verdict check(
            List<ClientHistory> histories, Map<Integer, ClientFacts> facts, Map<Long, Long> sharedCounters) {
        Findings findings = new Findings();
        Map<Long, List<Operation>> shared = new TreeMap<>();
        for (ClientHistory history : histories) {
            findings.count(history);
            ClientFacts found = facts.getOrDefault(history.client(), new ClientFacts(0, 0, Map.of()));
            checkClient(history, found, findings);
            collectShared(history, shared);
        }
        shared.forEach((counter, operations) -> SharedCounterChecker.check(
                "shared counter " + counter, operations, sharedCounters.getOrDefault(counter, 0L), findings));
        return findings.verdict();
    }

    private static void checkClient(ClientHistory history, ClientFacts facts, Findings findings) {
        String who = (history.isBypass() ? "bypass client " : "client ") + history.client();
        CounterChecker.check(who + " counter", history.of(Kind.COUNTER), facts.counter(), findings);
        for (Kind kind : SEQUENCES) {
            String what = who + " " + kind.name().toLowerCase(Locale.ROOT);
            SequenceChecker.check(what, history.of(kind), facts.sequence(kind), kind != Kind.HASH, findings);
        }
        long listed = facts.sequence(Kind.TRANSACTION).size();
        findings.add(
                Fault.PHANTOM,
                Math.abs(facts.transactions() - listed),
                who + " transactions applied by half: counter " + facts.transactions() + ", list " + listed);
        OwnReadsChecker.check(who, history, findings);
    }

    private static void collectShared(ClientHistory history, Map<Long, List<Operation>> shared) {
        history.forEach(operation -> {
            if (operation.kind() == Kind.SHARED || operation.kind() == Kind.READ_SHARED) {
                shared.computeIfAbsent(operation.sequence(), counter -> new ArrayList<>())
                        .add(operation);
            }
        });
    }
}
