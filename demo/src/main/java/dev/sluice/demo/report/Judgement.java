package dev.sluice.demo.report;

import dev.sluice.proof.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Decides from the evidence whether the claim holds: no reason against it, no doubt. */
public final class Judgement {
    private final List<String> reasons = new ArrayList<>();

    private Judgement() {}

    /**
     * The reasons why the claim does not hold.
     *
     * @param clients how many connections there should have been
     * @param refusals how many writers at the source the fence should have ended
     */
    public static List<String> reasons(
            Evidence evidence, DemoReport.Connections connections, long clients, long refusals) {
        Judgement judgement = new Judgement();
        Verdict verdict = evidence.verdict();
        judgement.none(verdict.errors(), "errors seen by clients");
        judgement.none(verdict.lost(), "acknowledged writes lost");
        judgement.none(verdict.duplicated(), "writes applied more than once");
        judgement.none(verdict.reordered(), "operations out of order");
        judgement.none(verdict.phantom(), "writes found that were refused, halved or never sent");
        judgement.none(verdict.stale(), "reads that missed an earlier write");
        judgement.none(verdict.unknown(), "operations without a reply");
        judgement.none(connections.dropped(), "connections dropped");
        judgement.none(evidence.data().different(), "untouched keys different");
        judgement.none(clients - connections.opened(), "connections never made");
        judgement.none(refusals - verdict.refused(), "writers at the source not stopped by the fence");
        if (verdict.acknowledged() == 0) {
            judgement.reasons.add("no operation was acknowledged: nothing is proven");
        }
        return List.copyOf(judgement.reasons);
    }

    private void none(long count, String what) {
        if (count != 0) {
            reasons.add(count + " " + what);
        }
    }
}
