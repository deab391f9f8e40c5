package dev.sluice.replication.spool;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.position.History;
import dev.sluice.replication.position.Position;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * What the bytes of a spool are: whose history, and which snapshot lies before them. Small, rarely written, replaced as a
 * whole and forced.
 *
 * @param from the node that the bytes come from
 * @param refill whether the receiving node may be replaced by a full copy; not before a node that was demoted follows, and never so for the source
 * @param snapshotOffset where the snapshot's stream starts, -1 when there is no snapshot
 * @param snapshotBytes its length, {@link #ARRIVING}, or -1 when there is none
 */
record SpoolMeta(NodeRole from, boolean refill, History history, long snapshotOffset, long snapshotBytes) {
    /** {@link #snapshotBytes} while the snapshot still arrives: such a spool is of no use to the next process. */
    static final long ARRIVING = -2;

    private static final String FILE = "meta";
    private static final String FORMAT = "1";

    void store(Path dir) throws IOException {
        List<String> previous = new ArrayList<>();
        for (Position old : history.previous()) {
            previous.add(old.replid() + ":" + old.offset());
        }
        String text = "format=" + FORMAT
                + "\nfrom=" + from.word()
                + "\nrefill=" + refill
                + "\nreplid=" + history.replid()
                + "\nprevious=" + String.join(",", previous)
                + "\nsnapshot-offset=" + snapshotOffset
                + "\nsnapshot-bytes=" + snapshotBytes
                + "\n";
        DiskIo.replace(dir.resolve(FILE), text);
    }

    SpoolMeta with(History changed) {
        return new SpoolMeta(from, refill, changed, snapshotOffset, snapshotBytes);
    }

    SpoolMeta withSnapshot(long offset, long bytes) {
        return new SpoolMeta(from, refill, history, offset, bytes);
    }

    SpoolMeta withRefill() {
        return new SpoolMeta(from, true, history, snapshotOffset, snapshotBytes);
    }

    static boolean exists(Path dir) {
        return Files.isRegularFile(dir.resolve(FILE));
    }

    static SpoolMeta load(Path dir) throws IOException {
        Properties text = new Properties();
        text.load(new StringReader(Files.readString(dir.resolve(FILE))));
        try {
            if (!FORMAT.equals(text.getProperty("format"))) {
                throw new SpoolException("the spool in " + dir + " has another format than this version writes");
            }
            List<Position> previous = new ArrayList<>();
            for (String word : text.getProperty("previous", "").split(",", -1)) {
                int colon = word.indexOf(':');
                if (colon > 0) {
                    previous.add(new Position(word.substring(0, colon), Long.parseLong(word.substring(colon + 1))));
                }
            }
            return new SpoolMeta(
                    NodeRole.valueOf(text.getProperty("from", "").toUpperCase(Locale.ROOT)),
                    Boolean.parseBoolean(text.getProperty("refill")),
                    new History(text.getProperty("replid", ""), previous),
                    Long.parseLong(text.getProperty("snapshot-offset", "")),
                    Long.parseLong(text.getProperty("snapshot-bytes", "")));
        } catch (IllegalArgumentException e) {
            throw new SpoolException("the spool's meta file in " + dir + " cannot be read: " + e.getMessage(), e);
        }
    }
}
