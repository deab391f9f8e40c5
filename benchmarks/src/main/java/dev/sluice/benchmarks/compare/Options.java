package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.measure.Plan;
import dev.sluice.benchmarks.compare.peer.ExternalPeer;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.peer.PeerKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all commands share. */
final class Options {
    private static final double QUICK_SECONDS = 0.25;
    private static final double WARM_UP = 0.5;
    private static final double QUICK_WARM_UP = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds (default: 5, scaling 3, quick 1).")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "How long a run takes without a proxy (default: 1, scaling 0.6, quick 0.25); it sets the number of requests.")
    private @Nullable Double seconds;

    @Option(names = "--requests", paramLabel = "N", description = "Requests of every run, instead of --seconds.")
    private long requests;

    @Option(
            names = "--workloads",
            split = ",",
            paramLabel = "ID",
            description = "Only these: p1, p16, c500, 4k, threads, jedis, lettuce.")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = "--event-loops",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of Sluice, and threads of HAProxy (default: 1).")
    private int eventLoops = 1;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Only these beside direct: haproxy, twemproxy, sluice-auto, sluice-dedicated, and sluice-io_uring, which takes part only if named.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--proxy",
            paramLabel = "NAME=HOST:PORT[,pid=PID]",
            description =
                    "One more proxy that runs already, with a server behind it. CPU and memory are those of the pid and its children.")
    private List<String> proxies = new ArrayList<>();

    @Option(
            names = "--server",
            paramLabel = "FILE",
            description = "The server's executable (default: the newest Redis found).")
    private @Nullable Path server;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything measured as JSON.")
    private @Nullable Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Writes a plot.")
    private @Nullable Path svg;

    @Option(names = "--quick", description = "One short round: a minute or so, for a first look.")
    private boolean quick;

    /** @param usualSeconds of a run without a proxy, where neither --seconds nor --quick says otherwise */
    Plan plan(int usualRounds, double usualSeconds) {
        return new Plan(
                rounds != null ? rounds : quick ? 1 : usualRounds,
                seconds != null ? seconds : quick ? QUICK_SECONDS : usualSeconds,
                requests,
                quick ? QUICK_WARM_UP : WARM_UP);
    }

    /** Those named, or else the one with that id. */
    List<Workload> workloads(String usual) {
        return chosen(
                workloads.isEmpty() ? List.of(usual) : workloads, Workload.standard(), Workload::id, "--workloads");
    }

    /** How many requests a run has, where they are not found by a time. */
    long requests(long usual) {
        return requests > 0 ? requests : usual;
    }

    List<Workload> workloads() {
        return chosen(workloads, Workload.standard(), Workload::id, "--workloads");
    }

    /** Without a proxy first, then those that were chosen, then the external ones. */
    List<PeerKind> peers() {
        List<PeerKind> usual = only.isEmpty()
                ? PeerKind.all().stream().filter(PeerKind::byDefault).toList()
                : chosen(withDirect(only), PeerKind.all(), PeerKind::name, "--only");
        return Stream.concat(usual.stream(), proxies.stream().map(ExternalPeer::parse))
                .toList();
    }

    int eventLoops() {
        return eventLoops;
    }

    boolean quick() {
        return quick;
    }

    @Nullable
    Path json() {
        return json;
    }

    @Nullable
    Path svg() {
        return svg;
    }

    Optional<Path> server() {
        return Optional.ofNullable(server);
    }

    private static List<String> withDirect(List<String> names) {
        return Stream.concat(Stream.of(Peer.DIRECT), names.stream()).distinct().toList();
    }

    /** Those of the named, in their own order; an unknown name is an error that tells the known ones. */
    private static <T> List<T> chosen(List<String> names, List<T> known, Function<T, String> name, String option) {
        List<String> all = known.stream().map(name).toList();
        for (String each : names) {
            if (!all.contains(each)) {
                throw new IllegalArgumentException(
                        option + " knows " + all.stream().collect(Collectors.joining(", ")) + ", not " + each);
            }
        }
        return known.stream()
                .filter(each -> names.isEmpty() || names.contains(name.apply(each)))
                .toList();
    }
}
