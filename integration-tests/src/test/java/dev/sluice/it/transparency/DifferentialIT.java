package dev.sluice.it.transparency;

import dev.sluice.it.Servers;
import dev.sluice.it.cutover.Rig;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a client sees through Sluice is what it sees directly, byte by byte but for {@link Leniency}. {@code -Dseed=N} runs one
 * sequence again; {@code -Dfull=true} runs many that were never run before.
 */
class DifferentialIT {
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int SEQUENCES = FULL ? 1_500 : 10;
    private static final int STEPS = 60;
    private static final String[] CONFIG = {"slowlog-log-slower-than -1", "maxmemory 0", "latency-monitor-threshold 0"};

    static Stream<Arguments> worlds() {
        return Stream.<Supplier<ServerBinary>>of(Servers::redis62, Servers::redis70, Servers::valkey80)
                .flatMap(server -> Stream.of("auto", "dedicated").map(lanes -> Arguments.of(server.get(), lanes)));
    }

    @ParameterizedTest(name = "{0}, lanes = {1}")
    @MethodSource("worlds")
    void shouldLookLikeTheServerItself(ServerBinary binary, String lanes) throws Exception {
        RunningServer reference = Servers.start(binary, CONFIG);
        RunningServer server = Servers.start(binary, CONFIG);
        try (Rig rig = Rig.of(server, reference)
                        .with("sluice.lanes", lanes)
                        .with("sluice.limits.event-loops", "1")
                        .start();
                World direct = new World(reference.address(), reference.address());
                World proxied = new World(address(rig), server.address())) {
            CommandCatalogue catalogue = CommandCatalogue.of(direct.call("COMMAND"));
            Lockstep lockstep = new Lockstep(direct, proxied);
            for (long seed : seeds()) {
                List<Step> steps = CommandTraffic.of(seed, catalogue, STEPS);
                Difference difference = lockstep.run(steps);
                if (difference != null) {
                    Assertions.fail(describe(seed, lockstep, steps, difference));
                }
            }
        }
    }

    private static long[] seeds() {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            return new long[] {seed};
        }
        return FULL
                ? new SplittableRandom().longs(SEQUENCES, 0, Long.MAX_VALUE).toArray()
                : java.util.stream.LongStream.range(0, SEQUENCES).toArray();
    }

    private static String describe(long seed, Lockstep lockstep, List<Step> steps, Difference difference)
            throws IOException, InterruptedException {
        List<Step> prefix = steps.subList(0, difference.step() + 1);
        List<Step> shortest = new Shrinker(lockstep).shrink(prefix);
        Difference again = lockstep.run(shortest);
        return "seed " + seed + " (-Dseed=" + seed + "): " + difference + "\nshortest sequence that differs:\n"
                + text(shortest) + "\n" + (again == null ? "(but not each time)" : again)
                + "\nall steps until then:\n" + text(prefix);
    }

    private static String text(List<Step> steps) {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }

    private static InetSocketAddress address(Rig rig) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), rig.clients().port());
    }
}
