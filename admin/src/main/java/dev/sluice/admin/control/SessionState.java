package dev.sluice.admin.control;

import org.jspecify.annotations.Nullable;

/** What the protocol attaches to one connection. Belongs to its event loop. */
final class SessionState {
    private final long id;
    private final Runnable onAuthenticated;
    private Role role;
    private int protocol = 2;
    private @Nullable String name;

    /** @param onAuthenticated called when the session gets a role for the first time */
    SessionState(long id, Role role, Runnable onAuthenticated) {
        this.id = id;
        this.role = role;
        this.onAuthenticated = onAuthenticated;
    }

    long id() {
        return id;
    }

    Role role() {
        return role;
    }

    void authenticated(Role as) {
        role = as;
        onAuthenticated.run();
    }

    /** 2 or 3. */
    int protocol() {
        return protocol;
    }

    void protocol(int version) {
        protocol = version;
    }

    @Nullable
    String name() {
        return name;
    }

    void name(String newName) {
        name = newName;
    }
}
