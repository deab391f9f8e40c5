package dev.sluice.proxy.session;

import java.util.function.UnaryOperator;

/** What a command changes of the {@link SessionContext} once the node has answered that it did. */
interface ContextChange extends UnaryOperator<SessionContext> {
    /** For a command that the node will answer with an error. */
    ContextChange NOTHING = context -> context;
    /** A change that could not be read: the session cannot be carried over any more. */
    ContextChange UNREADABLE = SessionContext::withOpaque;
}
