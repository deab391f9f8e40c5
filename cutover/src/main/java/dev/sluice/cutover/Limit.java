package dev.sluice.cutover;

import dev.sluice.config.CutoverSettings;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;

/**
 * A deadline of an attempt's phase with the setting that it comes from, so that who reads why an attempt was aborted knows
 * what to change.
 */
record Limit(Duration atMost, String setting) {
    static Limit prepare(CutoverSettings settings) {
        return new Limit(settings.prepareTimeout(), "prepare-timeout");
    }

    static Limit transactions(CutoverSettings settings) {
        return new Limit(settings.transactionTimeout(), "transaction-timeout");
    }

    static Limit drain(CutoverSettings settings) {
        return new Limit(settings.drainTimeout(), "drain-timeout");
    }

    static Limit fence(CutoverSettings settings) {
        return new Limit(settings.fenceTimeout(), "fence-timeout");
    }

    static Limit catchUp(CutoverSettings settings) {
        return new Limit(settings.catchUpTimeout(), "catch-up-timeout");
    }

    static Limit seal(CutoverSettings settings) {
        return new Limit(settings.sealTimeout(), "seal-timeout");
    }

    StepException exceeded(String what) {
        return new StepException(
                what + " took longer than " + atMost.toMillis() + " ms (sluice.cutover." + setting + ")");
    }
}
