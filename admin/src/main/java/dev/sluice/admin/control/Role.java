package dev.sluice.admin.control;

/** What a session of the control port may do; each role may do what the ones before it may. */
enum Role {
    /** Not authenticated yet. */
    NOBODY,
    /** May look. */
    READ_ONLY,
    /** May change. */
    OPERATOR;

    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The name of the user that has this role, as AUTH and HELLO take it. */
    String user() {
        return switch (this) {
            case NOBODY -> "nobody";
            case READ_ONLY -> "readonly";
            case OPERATOR -> "operator";
        };
    }
}
