package dev.sluice.demo;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A migration of words: goes through the states as Sluice does, and fails where it is told to. */
final class FakeSluice implements SluiceUnderTest {
    final List<String> calls = new ArrayList<>();
    /** What the next attempts end with; committed when there is none. */
    final Deque<Attempt> outcomes = new ArrayDeque<>();

    boolean copyFails;
    private int polls;
    private String state = "IDLE";

    @Override
    public InetSocketAddress start(String sourceUri, String targetUri) {
        calls.add("start");
        return InetSocketAddress.createUnresolved("localhost", 1);
    }

    @Override
    public void migrate() {
        calls.add("migrate");
        state = "COPYING";
    }

    @Override
    public Progress status() {
        if (state.equals("COPYING") && ++polls == 10) {
            state = copyFails ? "IDLE" : "READY";
        }
        boolean failed = state.equals("IDLE");
        return new Progress(state, failed ? "the spool is full" : "", failed, 0, 0, polls * 100L, 1_000);
    }

    @Override
    public Attempt cutover() {
        calls.add("cutover");
        return attempt("REVERSIBLE");
    }

    @Override
    public Attempt rollback() {
        calls.add("rollback");
        return attempt("READY");
    }

    @Override
    public void stop() {
        calls.add("stop");
    }

    static Attempt aborted(String reason) {
        return new Attempt(false, reason, List.of(), null, null);
    }

    private Attempt attempt(String next) {
        Attempt outcome = outcomes.isEmpty()
                ? new Attempt(true, "", List.of(new Phase("HELD", 1.5), new Phase("FENCED", 2)), null, null)
                : outcomes.poll();
        if (outcome.committed()) {
            state = next;
        }
        return outcome;
    }
}
