package dev.sluice.it.cutover;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Sluice leaves in its state directory, also when it was killed: which state it was in, and which node it named. */
record StateFiles(Path directory) {
    private static final Pattern STATE = Pattern.compile(" state=([A-Z_]+) ");
    /** More than the longest line, and little enough to be read again and again. */
    private static final int TAIL_BYTES = 4096;

    private static final Duration LOOK = Duration.ofNanos(200_000);

    /** The node that the journal names: {@code SOURCE} or {@code TARGET}. */
    String active() throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(directory.resolve("cutover.json").toFile())
                .path("active")
                .asText();
    }

    /** The length of the audit trail. */
    long mark() throws IOException {
        Path trail = trail();
        return Files.exists(trail) ? Files.size(trail) : 0;
    }

    /** The state of the newest line of the audit trail, which is written at every change; empty when none follows the mark. */
    String lastState(long mark) throws IOException {
        Matcher matcher = STATE.matcher(since(Math.max(mark, mark() - TAIL_BYTES)));
        String state = "";
        while (matcher.find()) {
            state = matcher.group(1);
        }
        return state;
    }

    /** What the audit trail has after the mark. */
    String since(long mark) throws IOException {
        if (mark() <= mark) {
            return "";
        }
        try (InputStream bytes = Files.newInputStream(trail())) {
            bytes.skipNBytes(mark);
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path trail() {
        return directory.resolve("events.log");
    }

    /** Looks often enough to meet a state that lasts some milliseconds. Returns whether it was met before it is over. */
    boolean meets(String state, long mark, BooleanSupplier over, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            boolean last = over.getAsBoolean();
            if (lastState(mark).equals(state)) {
                return true;
            }
            if (last) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return false;
    }
}
