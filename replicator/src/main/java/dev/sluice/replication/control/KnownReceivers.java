package dev.sluice.replication.control;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.guard.ReceiverLimits;
import dev.sluice.replication.spool.DiskIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each node can apply, kept over a restart: a node that asks again before anybody has told this anew is still given
 * nothing that it would drop. Any thread may ask; {@link #store} and {@link #delete} touch the disk.
 */
final class KnownReceivers {
    private static final Logger LOG = LoggerFactory.getLogger(KnownReceivers.class);

    private final Path dir;
    private final Map<NodeRole, ReceiverLimits> limits = new ConcurrentHashMap<>();

    KnownReceivers(Path dir) {
        this.dir = dir;
    }

    @Nullable
    ReceiverLimits get(NodeRole role) {
        return limits.get(role);
    }

    void put(NodeRole role, ReceiverLimits of) {
        limits.put(role, of);
    }

    /** Takes up what a former process stored, where nothing newer is known. A file that cannot be read counts for nothing. */
    void load() {
        for (NodeRole role : NodeRole.values()) {
            Path file = file(role);
            try {
                if (Files.isRegularFile(file)) {
                    limits.putIfAbsent(role, parse(Files.readAllLines(file)));
                }
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("what the {} can apply is to be told anew: {}", role.word(), e.getMessage());
            }
        }
    }

    void store(NodeRole role) {
        ReceiverLimits known = limits.get(role);
        if (known == null) {
            return;
        }
        String text = known.version() + "\n" + known.databases() + "\n" + String.join("\n", known.commands()) + "\n";
        try {
            Files.createDirectories(dir);
            DiskIo.replace(file(role), text);
        } catch (IOException e) {
            LOG.warn("what the {} can apply is not kept over a restart: {}", role.word(), e.getMessage());
        }
    }

    void delete() throws IOException {
        limits.clear();
        for (NodeRole role : NodeRole.values()) {
            Files.deleteIfExists(file(role));
        }
    }

    private static ReceiverLimits parse(List<String> lines) {
        if (lines.size() < 3) {
            throw new IllegalArgumentException("the file is cut off");
        }
        return new ReceiverLimits(
                Set.copyOf(lines.subList(2, lines.size())), Integer.parseInt(lines.get(1)), lines.get(0));
    }

    private Path file(NodeRole role) {
        return dir.resolve("receiver-" + role.word());
    }
}
