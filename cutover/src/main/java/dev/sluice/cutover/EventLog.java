package dev.sluice.cutover;

import dev.sluice.cutover.api.Migration.MigrationEvent;
import dev.sluice.cutover.runtime.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail: the newest {@value #KEPT} events in memory, and every one of them as a line in {@code events.log} of the
 * state directory, which is renamed to {@code events.log.1} when it exceeds {@value #FILE_BYTES} bytes. Thread-safe.
 */
final class EventLog {
    static final int KEPT = 1000;
    static final long FILE_BYTES = 10L << 20;
    static final String FILE = "events.log";
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Path file;
    private final Ticker ticker;
    private final Deque<MigrationEvent> newest = new ArrayDeque<>();
    private long number;

    EventLog(Path directory, Ticker ticker) {
        this.file = directory.resolve(FILE);
        this.ticker = ticker;
    }

    synchronized void add(long epoch, String state, String text) {
        MigrationEvent event = new MigrationEvent(++number, ticker.now(), epoch, state, text);
        newest.addLast(event);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
        LOG.info("epoch={} state={} {}", epoch, state, text);
        try {
            append(event);
        } catch (IOException e) {
            // The trail is for people; a full disk must not stop an attempt half way.
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    synchronized List<MigrationEvent> list() {
        return List.copyOf(newest);
    }

    private void append(MigrationEvent event) throws IOException {
        if (Files.exists(file) && Files.size(file) > FILE_BYTES) {
            Files.move(file, file.resolveSibling(FILE + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String line = event.at() + " epoch=" + event.epoch() + " state=" + event.state() + " "
                + event.text().replace('\n', ' ') + "\n";
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var append = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FileChannel channel = FileChannel.open(file, append, ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
