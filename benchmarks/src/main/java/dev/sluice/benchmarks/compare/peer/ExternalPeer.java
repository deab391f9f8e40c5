package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Processes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy that somebody else started, told as {@code NAME=HOST:PORT[,pid=PID]}. It has a server of its own behind it. */
public record ExternalPeer(String name, String host, int port, OptionalLong pid) implements PeerKind {
    /** In place of the version, which nobody tells. */
    public static final String VERSION = "external";

    private static final Pattern FORM = Pattern.compile("([\\w.-]+)=([^,]+):(\\d{1,5})(?:,pid=(\\d+))?");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Fails with an {@link IllegalArgumentException} that tells the form. */
    public static ExternalPeer parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected NAME=HOST:PORT[,pid=PID], not " + text);
        }
        String pid = matcher.group(4);
        return new ExternalPeer(
                matcher.group(1),
                matcher.group(2),
                Integer.parseInt(matcher.group(3)),
                pid == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pid)));
    }

    @Override
    public Optional<String> missing() {
        return Reply.await(host, port, PATIENCE, () -> true)
                ? Optional.empty()
                : Optional.of("does not answer PING at " + host + ":" + port);
    }

    @Override
    public StartedPeer start(Stage stage) {
        long rest = pid.isPresent() ? Processes.residentKb(pid.getAsLong()) : 0;
        if (pid.isPresent() && rest == 0) {
            throw new BenchmarkException(name + ": process " + pid.getAsLong() + " has no memory");
        }
        return StartedPeer.running(new Peer(name, VERSION, host, port, pid, 0, rest));
    }
}
