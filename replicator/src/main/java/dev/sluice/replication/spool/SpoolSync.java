package dev.sluice.replication.spool;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a spool durable in groups, without keeping its thread: one group at a time is forced by another thread, and what came
 * meanwhile goes with the next.
 */
public final class SpoolSync {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolSync.class);

    private final Spool spool;
    private final Executor owner;
    private final Executor disk;
    private boolean running;

    /**
     * @param owner the thread that owns the spool
     * @param disk the thread that may wait for the disk
     */
    public SpoolSync(Spool spool, Executor owner, Executor disk) {
        this.spool = spool;
        this.owner = owner;
        this.disk = disk;
    }

    /**
     * Starts to force what is not durable yet; on the owner's thread. Without effect while a group is under way or when there
     * is nothing to do.
     *
     * @param done told on the owner's thread: null, or why the disk refused
     */
    public void start(Consumer<@Nullable IOException> done) {
        if (running || spool.isDurable()) {
            return;
        }
        running = true;
        long through = spool.last();
        SnapshotFile snapshot = spool.snapshot();
        long snapshotBytes = snapshot == null ? 0 : snapshot.length();
        List<FileChannel> dirty = new ArrayList<>(spool.log().takeDirty());
        if (snapshot != null && !snapshot.isForced()) {
            dirty.add(0, snapshot.channel());
        }
        disk.execute(() -> {
            IOException failure = force(through, dirty);
            owner.execute(() -> done.accept(finish(through, snapshot, snapshotBytes, failure)));
        });
    }

    private @Nullable IOException force(long through, List<FileChannel> dirty) {
        try {
            for (FileChannel channel : dirty) {
                force(channel);
            }
            if (dirty.size() > 1) {
                DiskIo.forceDirectory(spool.dir());
            }
            spool.mark().write(through, true);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static void force(FileChannel channel) throws IOException {
        try {
            channel.force(false);
        } catch (ClosedChannelException e) {
            // Trimmed away meanwhile: what the receiver has acknowledged needs no forcing.
            LOG.trace("a segment was deleted before it was forced");
        }
    }

    private @Nullable IOException finish(
            long through, @Nullable SnapshotFile snapshot, long snapshotBytes, @Nullable IOException failure) {
        running = false;
        if (spool.isClosed()) {
            return null; // nobody waits for it any more
        }
        if (failure != null) {
            return failure;
        }
        try {
            spool.forced(through, snapshot, snapshotBytes);
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
