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

    /** Creates the directories of both lanes, durably: no spool that is created later has to wait for that. */
    public void prepare() throws IOException {
        for (NodeRole role : NodeRole.values()) {
            DiskIo.createPrivateDirectories(lane(role));
        }
        DiskIo.forceDirectory(root);
        DiskIo.forceDirectory(root.resolveSibling("."));
    }

    /** Empties the spool of a lane that is not open. */
    public void clear(NodeRole from) throws IOException {
        DiskIo.clear(lane(from));
    }

    /** Deletes the directories of both lanes, which are not open. */
    public void delete() throws IOException {
        for (NodeRole role : NodeRole.values()) {
            clear(role);
            Files.deleteIfExists(lane(role));
        }
    }

    Path createLane(NodeRole from) throws IOException {
        clear(from);
        return DiskIo.createPrivateDirectories(lane(from));
    }
}
