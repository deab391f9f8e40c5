package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import org.jspecify.annotations.Nullable;

/** Which lane the command that was found last asks {@link SessionLanes} for. */
final class LaneChoice {
    private final CommandReader reader;
    private final SessionState state;
    private final SessionLanes lanes;

    LaneChoice(CommandReader reader, SessionState state, SessionLanes lanes) {
        this.reader = reader;
        this.state = state;
        this.lanes = lanes;
    }

    /**
     * The lane that it goes to; null when it has to wait for one.
     *
     * @param change of the session's context when it succeeds; null when there is none
     */
    @Nullable
    Lane of(InputQueue.Found found, int kind, @Nullable ContextChange change) {
        boolean large = found == InputQueue.Found.HEAD || (reader.exceedsLimits() && lanes.isLimited());
        if (large || CommandKind.isPlain(kind) || !CommandKind.changesIdentity(kind)) {
            return lanes.forCommand(kind, large);
        }
        if (CommandKind.effect(kind) == SessionEffect.RESET) {
            return lanes.forChange(state.context().afterReset(), false);
        }
        boolean login = CommandKind.effect(kind) != SessionEffect.SELECT;
        if (change == null || change.equals(ContextChange.NOTHING)) {
            return lanes.forChange(null, login);
        }
        return lanes.forChange(change.apply(state.context()), login);
    }
}
