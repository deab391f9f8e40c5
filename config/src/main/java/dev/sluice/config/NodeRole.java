package dev.sluice.config;

/**
 * Which of the two configured databases is meant. The role is a name and never changes; which of the two serves the clients
 * at a moment is the <em>active</em> one, the other is the <em>standby</em>.
 */
public enum NodeRole {
    /** The database that is left. */
    SOURCE,
    /** The database that is moved to. */
    TARGET;

    /** The other one of the pair. */
    public NodeRole other() {
        return this == SOURCE ? TARGET : SOURCE;
    }

    /** {@code source} or {@code target}: the word used in settings, status, metrics and logs. */
    public String word() {
        return this == SOURCE ? "source" : "target";
    }
}
