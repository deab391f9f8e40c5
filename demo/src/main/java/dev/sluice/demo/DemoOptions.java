package dev.sluice.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is to do. The first faulty value fails with an {@link IllegalArgumentException} in words for a person.
 *
 * @param keys loaded into the source before Sluice starts
 * @param clients that work through Sluice
 * @param load how long the clients work in all; longer if the copy takes longer
 * @param operationsPerSecond of all clients together, at most
 * @param report file for the report as JSON; null for none
 * @param roundTrip whether to roll back and cut over once more
 * @param sourceBinary an executable to start as the source; null for the bundled Redis 6.2
 * @param targetBinary an executable to start as the target; null for the bundled Redis 7.0
 * @param sourceUri a running, empty server to use as the source; null to start one
 * @param targetUri a running, empty server to use as the target; null to start one
 * @param terminal whether the screen is redrawn in place; plain lines otherwise
 */
public record DemoOptions(
        int keys,
        int clients,
        Duration load,
        int operationsPerSecond,
        @Nullable Path report,
        boolean roundTrip,
        @Nullable Path sourceBinary,
        @Nullable Path targetBinary,
        @Nullable String sourceUri,
        @Nullable String targetUri,
        boolean terminal) {

    public static final int DEFAULT_KEYS = 200_000;
    public static final int DEFAULT_CLIENTS = 50;
    public static final int DEFAULT_SECONDS = 25;
    public static final int DEFAULT_OPERATIONS_PER_SECOND = 6_000;

    /** Clients that write straight to the source until it refuses them. */
    static final int BYPASS_CLIENTS = 2;

    static final int DATABASES = 4;

    public DemoOptions {
        require(keys >= 0 && keys <= 50_000_000, "--keys must be 0 to 50000000, not " + keys);
        require(clients >= 1 && clients <= 5_000, "--clients must be 1 to 5000, not " + clients);
        require(!load.isNegative() && load.compareTo(Duration.ofDays(1)) <= 0, "--seconds must be 0 to 86400");
        require(operationsPerSecond >= 1, "operations per second must be positive");
        require(sourceBinary == null || sourceUri == null, "--source and --source-bin exclude each other");
        require(targetBinary == null || targetUri == null, "--target and --target-bin exclude each other");
    }

    public static DemoOptions defaults() {
        return new DemoOptions(
                DEFAULT_KEYS,
                DEFAULT_CLIENTS,
                Duration.ofSeconds(DEFAULT_SECONDS),
                DEFAULT_OPERATIONS_PER_SECOND,
                null,
                false,
                null,
                null,
                null,
                null,
                false);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
