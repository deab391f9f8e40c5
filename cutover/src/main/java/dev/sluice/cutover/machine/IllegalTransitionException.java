package dev.sluice.cutover.machine;

/** An event that has no place in a state: a fault in the caller, never something an operator did. */
public final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(CutoverState state, Direction direction, CutoverEvent event) {
        super("no transition from " + state + " on " + event + " (" + direction.word() + ")");
    }
}
