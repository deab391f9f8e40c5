package dev.sluice.cutover.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The one record of a migration, in {@code cutover.json} of the state directory. Opening takes the directory's lock and
 * refuses a directory that belongs to another pair of nodes. Used by one thread at a time.
 */
public final class CutoverJournal implements AutoCloseable {
    static final String FILE = "cutover.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path directory;
    private final StateDirectory lock;
    private final AtomicFile file;
    private JournalRecord current;

    private CutoverJournal(Path directory, StateDirectory lock, AtomicFile file, JournalRecord current) {
        this.directory = directory;
        this.lock = lock;
        this.file = file;
        this.current = current;
    }

    /**
     * Locks the directory, creating it where it is not there, and reads the record, writing a first one where there is none.
     *
     * @param now for people, in ISO-8601
     */
    public static CutoverJournal open(Path directory, PairIdentity pair, String now) throws JournalException {
        return open(directory, pair, now, step -> {});
    }

    static CutoverJournal open(Path directory, PairIdentity pair, String now, AtomicFile.StepListener listener)
            throws JournalException {
        StateDirectory lock = StateDirectory.lock(directory);
        try {
            AtomicFile file = new AtomicFile(directory.resolve(FILE), listener);
            JournalRecord found = file.exists() ? parse(directory, file) : JournalRecord.initial(pair, now);
            if (!found.pair().equals(pair)) {
                throw anotherPair(directory, found.pair(), pair);
            }
            CutoverJournal journal = new CutoverJournal(directory, lock, file, found);
            if (!file.exists()) {
                journal.write(found);
            }
            return journal;
        } catch (JournalException | RuntimeException e) {
            closeAfter(e, lock);
            throw e;
        }
    }

    /** What is known to be on disk: the record read at opening, or the last one written. */
    public JournalRecord current() {
        return current;
    }

    public Path directory() {
        return directory;
    }

    /**
     * Replaces the record; durable when this returns. After an exception the outcome is unknown: {@link #reread()} tells
     * which record the next start would find.
     */
    public void write(JournalRecord next) throws JournalException {
        try {
            file.write(JSON.writeValueAsBytes(next));
            current = next;
        } catch (IOException e) {
            throw new JournalException("journal in " + directory + " cannot be written: " + e, e);
        }
    }

    /** Reads the record from disk again, after a write whose outcome is unknown. */
    public JournalRecord reread() throws JournalException {
        current = parse(directory, file);
        return current;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static JournalRecord parse(Path directory, AtomicFile file) throws JournalException {
        try {
            JournalRecord found = JSON.readValue(file.read(), JournalRecord.class);
            if (found.format() != JournalRecord.FORMAT) {
                throw new JournalException("journal in " + directory + " has format " + found.format()
                        + ", this Sluice knows " + JournalRecord.FORMAT + ": use the version that wrote it");
            }
            return found;
        } catch (JsonProcessingException e) {
            throw new JournalException(
                    "journal in " + directory + " is damaged (" + e.getOriginalMessage()
                            + "): look at both nodes, then remove " + FILE + " to start anew with the source active",
                    e);
        } catch (IOException e) {
            throw new JournalException("journal in " + directory + " cannot be read: " + e, e);
        }
    }

    private static JournalException anotherPair(Path directory, PairIdentity found, PairIdentity wanted) {
        return new JournalException("state-dir " + directory + " belongs to the migration " + found.source() + " -> "
                + found.target() + ", not to " + wanted.source() + " -> " + wanted.target()
                + ": set another sluice.state-dir, or the nodes that it belongs to");
    }

    private static void closeAfter(Exception cause, StateDirectory lock) {
        try {
            lock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
