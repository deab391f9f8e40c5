package dev.sluice.cutover.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small file that is replaced as a whole: written beside, fsynced, renamed over, and the directory fsynced. A crash at any
 * point leaves the old content or the new one. Readable by its owner only (0600).
 */
final class AtomicFile {
    private final Path file;
    private final Path temporary;
    private final StepListener listener;

    AtomicFile(Path file, StepListener listener) {
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".new");
        this.listener = listener;
    }

    void write(byte[] content) throws IOException {
        Files.deleteIfExists(temporary);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(temporary, create, ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            listener.after(Step.WRITTEN);
            channel.force(true);
        }
        listener.after(Step.SYNCED);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        listener.after(Step.RENAMED);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    byte[] read() throws IOException {
        return Files.readAllBytes(file);
    }

    /** The points at which a crash can come between two effects. */
    enum Step {
        WRITTEN,
        SYNCED,
        RENAMED
    }

    /** Lets a test fail at a step. */
    interface StepListener {
        void after(Step step) throws IOException;
    }
}
