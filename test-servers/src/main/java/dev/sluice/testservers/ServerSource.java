package dev.sluice.testservers;

import java.util.Optional;

/** Where servers come from that are neither bundled nor installed. Found by {@link java.util.ServiceLoader}. */
public interface ServerSource {
    /** @param line such as {@code 6.2} */
    Optional<ServerBinary> find(Family family, String line);
}
