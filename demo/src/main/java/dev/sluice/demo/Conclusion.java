package dev.sluice.demo;

import dev.sluice.demo.report.DemoReport;
import dev.sluice.demo.report.DemoReport.Connections;
import dev.sluice.demo.report.DemoReport.Copy;
import dev.sluice.demo.report.DemoReport.Operations;
import dev.sluice.demo.report.DemoReport.PauseMs;
import dev.sluice.demo.report.DemoReport.Verify;
import dev.sluice.demo.report.Evidence;
import dev.sluice.demo.report.Judgement;
import dev.sluice.proof.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Puts the report together. */
record Conclusion(
        DemoOptions options, World.Servers servers, long keys, Copy copy, Attempts attempts, World.Traffic traffic) {
    private static final int MAX_REASONS = 20;

    /** @param failure why the demo ended before its end; empty when it did not */
    DemoReport report(String failure, Evidence evidence, double seconds) {
        Connections connections = new Connections(traffic.opened(), traffic.dropped());
        List<String> reasons = new ArrayList<>();
        if (failure.isEmpty()) {
            long clients = (long) options.clients() + DemoOptions.BYPASS_CLIENTS;
            reasons.addAll(Judgement.reasons(evidence, connections, clients, DemoOptions.BYPASS_CLIENTS));
            if (!reasons.isEmpty()) {
                reasons.addAll(evidence.verdict().details());
                reasons.addAll(evidence.data().details());
            }
        } else {
            reasons.add(failure);
        }
        reasons.addAll(traffic.messages());
        Verdict verdict = evidence.verdict();
        return new DemoReport(
                reasons.isEmpty(),
                List.copyOf(reasons.subList(0, Math.min(MAX_REASONS, reasons.size()))),
                servers.source(),
                servers.target(),
                keys,
                operations(verdict),
                connections,
                new PauseMs(evidence.pause().writes(), evidence.pause().reads()),
                attempts.phases(),
                copy,
                new Verify(
                        evidence.data().compared(),
                        evidence.data().different(),
                        evidence.data().expired()),
                attempts.all(),
                seconds);
    }

    /** Without a verdict, because the demo failed on the way, the live counts. */
    private Operations operations(Verdict verdict) {
        return new Operations(
                Math.max(verdict.acknowledged(), traffic.acknowledged()),
                Math.max(verdict.errors(), traffic.errors()),
                verdict.lost(),
                verdict.duplicated(),
                verdict.reordered(),
                verdict.unknown(),
                verdict.refused(),
                verdict.phantom(),
                verdict.stale());
    }
}
