package dev.sluice.replication.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * How far the segments are known to be on disk, and in which run of the machine they were written. What a process wrote
 * survives that process; what was not forced does not survive the machine: a file may then have its length and not its bytes.
 * So after a restart of the machine everything above the mark is forgotten, and asked for again.
 */
final class DurableMark {
    private static final String FILE = "durable";
    private static final int MAX_BYTES = 256;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final FileChannel channel;
    private final String bootId;

    private DurableMark(FileChannel channel, String bootId) {
        this.channel = channel;
        this.bootId = bootId;
    }

    /** Opens or creates the mark of a spool. */
    static DurableMark open(Path dir, String bootId) throws IOException {
        Path file = dir.resolve(FILE);
        return new DurableMark(
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                bootId);
    }

    /** Names this run of the machine; where it has no name, every process is taken for a new one. */
    static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "process-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        }
    }

    /** Written in place after what it vouches for was forced. A deleted spool's mark goes nowhere. */
    void write(long offset, boolean force) throws IOException {
        String text = offset + " " + bootId;
        ByteBuffer line = ByteBuffer.wrap((text + " " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII));
        channel.truncate(line.remaining());
        while (line.hasRemaining()) {
            channel.write(line, line.position());
        }
        if (force) {
            channel.force(true);
        }
    }

    /**
     * The last offset whose byte can be trusted: {@code fileEnd} in the same run of the machine, else the mark, and
     * {@code none} when there is no mark that can be read.
     */
    long trusted(long fileEnd, long none) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(MAX_BYTES);
        channel.read(line, 0);
        String text = new String(line.array(), 0, line.position(), StandardCharsets.ISO_8859_1).strip();
        String[] words = text.split(" ", -1);
        if (words.length != 3 || !words[2].equals(checksum(words[0] + " " + words[1]))) {
            return none;
        }
        return words[1].equals(bootId) ? fileEnd : Math.min(fileEnd, Long.parseLong(words[0]));
    }

    void close() throws IOException {
        channel.close();
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
