package dev.sluice.testservers;

import java.util.Locale;
import java.util.Optional;

/** The two families of servers. They forked at Redis 7.2: the same version number means different things in each. */
public enum Family {
    REDIS,
    VALKEY;

    /** The name of the server's executable, {@code redis-server} or {@code valkey-server}. */
    public String executable() {
        return name().toLowerCase(Locale.ROOT) + "-server";
    }

    static Optional<Family> parse(String word) {
        for (Family family : values()) {
            if (family.name().equalsIgnoreCase(word)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
