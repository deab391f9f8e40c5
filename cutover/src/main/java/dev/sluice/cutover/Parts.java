package dev.sluice.cutover;

import dev.sluice.config.CutoverSettings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.cutover.port.Gate;
import dev.sluice.cutover.port.Replication;
import dev.sluice.cutover.runtime.NodeCalls;
import dev.sluice.cutover.runtime.Ticker;
import dev.sluice.cutover.runtime.Waiting;

/** What every operation is built from. */
record Parts(
        Gate gate,
        Replication replication,
        NodeCalls calls,
        SluiceSettings settings,
        Ticker ticker,
        EventLog events,
        Problems problems,
        MigrationState state) {

    CutoverSettings cutover() {
        return settings.cutover();
    }

    Waiting waiting() {
        return new Waiting(ticker);
    }

    /** A line in the audit trail that changes nothing. */
    void note(String text) {
        MigrationState.View view = state.view();
        events.add(view.epoch(), view.state().name(), text);
    }
}
