package dev.sluice.replication.spool;

import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;

/** The few file operations that spool and credentials are made of. */
public final class DiskIo {
    private DiskIo() {}

    /** Writes all readable bytes at a place of the file; the buffer's indices stay. */
    static int writeFully(FileChannel channel, long at, ByteBuf bytes) throws IOException {
        int total = bytes.readableBytes();
        int done = 0;
        while (done < total) {
            done += bytes.getBytes(bytes.readerIndex() + done, channel, at + done, total - done);
        }
        return total;
    }

    /** Reads up to {@code max} bytes from a place of the file onto the end of {@code into}. */
    static int read(FileChannel channel, long at, ByteBuf into, int max) throws IOException {
        into.ensureWritable(max);
        int read = into.setBytes(into.writerIndex(), channel, at, max);
        if (read < 0) {
            throw new EOFException("spool file ends at " + channel.size() + ", before byte " + at);
        }
        into.writerIndex(into.writerIndex() + read);
        return read;
    }

    /** Replaces a file so that after a crash either the old or the new content is there; readable by its owner only. */
    public static void replace(Path file, String content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        try (FileChannel channel = openPrivate(temporary)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory"));
    }

    private static FileChannel openPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, ownerOnly);
        }
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /** Creates a directory, and those above it that are not there, that only their owner can enter: a spool is a database. */
    static Path createPrivateDirectories(Path dir) throws IOException {
        if (!dir.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.createDirectories(dir);
        }
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        return Files.createDirectories(dir, PosixFilePermissions.asFileAttribute(ownerOnly));
    }

    /** Makes names in a directory durable. Not every platform can open one: there the file system is trusted. */
    static void forceDirectory(Path dir) throws IOException {
        if (dir.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Deletes the plain files of a directory, and nothing that lies deeper. Without effect when it is not there. */
    static void clear(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            return;
        }
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
    }
}
