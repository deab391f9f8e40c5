package dev.sluice.replication.spool;

import dev.sluice.config.NodeRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where spools lie: a directory for each node that may be captured from. Nothing else is ever touched or deleted.
 *
 * @param root {@code state-dir/spool}
 * @param segmentBytes size at which a segment file is closed and the next one opened
 */
public record SpoolLayout(Path root, long segmentBytes) {
    Path lane(NodeRole from) {
        return root.resolve("from-" + from.word());
    }

    /** Deletes the spool of a lane that is not open. */
    public void delete(NodeRole from) throws IOException {
        DiskIo.deleteFlat(lane(from));
    }

    Path createLane(NodeRole from) throws IOException {
        delete(from);
        return Files.createDirectories(lane(from));
    }
}
