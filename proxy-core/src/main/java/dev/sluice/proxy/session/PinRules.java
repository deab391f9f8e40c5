package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.PinReason;
import org.jspecify.annotations.Nullable;

/** What makes a session need a lane of its own. Pure functions. */
final class PinRules {
    private PinRules() {}

    /** By the command that is about to be sent; null when a shared lane will do. */
    static @Nullable PinReason ofCommand(int kind, boolean large) {
        if (CommandKind.waits(kind)) {
            return PinReason.WAIT;
        }
        if (large) {
            return PinReason.LARGE_REQUEST;
        }
        if (CommandKind.blocking(kind)) {
            return PinReason.BLOCKED;
        }
        return CommandKind.pins(kind) ? ofEffect(CommandKind.effect(kind)) : null;
    }

    private static PinReason ofEffect(SessionEffect effect) {
        return switch (effect) {
            case MULTI, WATCH -> PinReason.TRANSACTION;
            case SUBSCRIBE, UNSUBSCRIBE -> PinReason.SUBSCRIBED;
            case MONITOR -> PinReason.MONITOR;
            case TRACKING -> PinReason.TRACKING;
            case SCRIPT_DEBUG -> PinReason.DEBUGGING;
            default -> PinReason.MODE;
        };
    }

    /** In the words of the gate's blockers, for a command after which frames are not one to a command any more. */
    static String blockerOf(SessionEffect effect) {
        return switch (effect) {
            case SCRIPT_DEBUG -> "debugging";
            default -> throw new IllegalStateException("one frame answers " + effect);
        };
    }

    /** By what the node has confirmed; null when nothing keeps the session from sharing. */
    static @Nullable PinReason ofState(SessionState state) {
        if (state.inTransaction()) {
            return PinReason.TRANSACTION;
        }
        SessionContext context = state.context();
        if (context.opaque()) {
            return PinReason.UNREADABLE_STATE;
        }
        if (state.subscriptions().isMonitoring()) {
            return PinReason.MONITOR;
        }
        if (state.subscriptions().isActive()) {
            return PinReason.SUBSCRIBED;
        }
        if (context.tracking()) {
            return PinReason.TRACKING;
        }
        return context.hasModes() || state.oneShot().isSet() ? PinReason.MODE : null;
    }
}
