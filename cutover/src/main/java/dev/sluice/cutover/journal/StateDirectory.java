package dev.sluice.cutover.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The lock of a state directory: one Sluice at a time. The system releases it when the process ends, however it ends. */
final class StateDirectory implements AutoCloseable {
    static final String LOCK_FILE = "sluice.lock";
    private final FileChannel channel;

    private StateDirectory(FileChannel channel) {
        this.channel = channel;
    }

    static StateDirectory lock(Path directory) throws JournalException {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(directory, ownerOnly);
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new JournalException("state-dir " + directory
                        + " is in use by another running Sluice: stop it, or set another sluice.state-dir");
            }
            return new StateDirectory(channel);
        } catch (IOException e) {
            throw new JournalException("state-dir " + directory + " cannot be used: " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held within this process, which the operator sees no differently.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
