package dev.sluice.it;

import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import dev.sluice.testservers.ServerKit;
import dev.sluice.testservers.ServerOptions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Servers for tests. One that is not there skips the test, loudly; with {@code -Dservers=required} it fails the test.
 *
 * <pre>{@code
 * try (RunningServer source = Servers.start(Servers.redis62())) { ... }
 * }</pre>
 */
public final class Servers {
    private static final boolean REQUIRED = "required".equals(System.getProperty("servers"));

    private Servers() {}

    public static ServerBinary redis62() {
        return of(Family.REDIS, "6.2");
    }

    public static ServerBinary redis70() {
        return of(Family.REDIS, "7.0");
    }

    public static ServerBinary valkey80() {
        return of(Family.VALKEY, "8.0");
    }

    /** The pairs of versions for which every promise is tested, for {@code @MethodSource}. */
    public static Stream<Arguments> pairs() {
        return Stream.of(
                pair(redis62(), redis70()),
                pair(redis62(), valkey80()),
                pair(redis70(), valkey80()),
                pair(valkey80(), valkey80()));
    }

    private static Arguments pair(ServerBinary source, ServerBinary target) {
        return Arguments.of(Named.of(source.toString(), source), Named.of(target.toString(), target));
    }

    /** The newest server of a version line, or the test ends here. */
    public static ServerBinary of(Family family, String line) {
        Optional<ServerBinary> server = ServerKit.find(family, line);
        if (server.isEmpty()) {
            missing(family + " " + line);
        }
        return server.orElseThrow();
    }

    /** Starts a server on a free port; configuration lines such as {@code "databases 4"} come after the defaults. */
    public static RunningServer start(ServerBinary binary, String... config) {
        return RunningServer.start(binary, ServerOptions.defaults().config(config));
    }

    private static void missing(String what) {
        String message = "no " + what + " on this machine; there is: " + ServerKit.describe();
        if (REQUIRED) {
            Assertions.fail(message + " (-Dservers=required)");
        }
        System.err.println("SKIPPED: " + message);
        Assumptions.abort(message);
    }
}
