package dev.sluice.replication.spool;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The bytes of the stream between two offsets, without a gap, in segment files. There is always at least one segment. */
final class SegmentLog {
    private final Path dir;
    private final long segmentBytes;
    private final SpoolBudget budget;
    private final List<Segment> segments = new ArrayList<>();
    private final List<FileChannel> dirty = new ArrayList<>();

    private SegmentLog(Path dir, long segmentBytes, SpoolBudget budget) {
        this.dir = dir;
        this.segmentBytes = segmentBytes;
        this.budget = budget;
    }

    /** An empty log whose first byte will be the one after {@code offset}. */
    static SegmentLog create(Path dir, long segmentBytes, SpoolBudget budget, long offset) throws IOException {
        SegmentLog log = new SegmentLog(dir, segmentBytes, budget);
        log.segments.add(Segment.create(dir, offset + 1));
        return log;
    }

    /** What a former process left. Segments below a gap are of no use and deleted. */
    static SegmentLog open(Path dir, long segmentBytes, SpoolBudget budget) throws IOException {
        SegmentLog log = new SegmentLog(dir, segmentBytes, budget);
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : (Iterable<Path>)
                    files.filter(Segment::isSegment).sorted(Comparator.comparing(Segment::firstOf))::iterator) {
                log.segments.add(Segment.open(file));
            }
        }
        if (log.segments.isEmpty()) {
            throw new SpoolException("the spool in " + dir + " has no segment");
        }
        for (int i = log.segments.size() - 1; i > 0; i--) {
            if (log.segments.get(i - 1).last() + 1 != log.segments.get(i).first()) {
                log.dropSegments(i);
                break;
            }
        }
        budget.adopt(log.bytes());
        return log;
    }

    /** Offset of the first byte kept. */
    long first() {
        return segments.get(0).first();
    }

    /** Offset of the last byte; {@code first() - 1} while there is none. */
    long last() {
        return tail().last();
    }

    long bytes() {
        return last() - first() + 1;
    }

    /** Appends all readable bytes, or none and throws {@link SpoolFullException}. */
    void append(ByteBuf bytes) throws IOException {
        budget.take(bytes.readableBytes());
        if (tail().length() >= segmentBytes) {
            segments.add(Segment.create(dir, last() + 1));
        }
        tail().append(bytes);
        if (dirty.isEmpty() || dirty.get(dirty.size() - 1) != tail().channel()) {
            dirty.add(tail().channel());
        }
    }

    /** Reads bytes that start at {@code offset}: at least one, at most {@code max}, fewer at the end of a segment. */
    int read(long offset, ByteBuf into, int max) throws IOException {
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = segments.get(i);
            if (offset >= segment.first()) {
                return segment.read(offset, into, max);
            }
        }
        throw new SpoolException("offset " + offset + " is no longer spooled, the first kept is " + first());
    }

    /** Deletes whole segments that end below {@code offset}; the last one stays. */
    void trimBelow(long offset) throws IOException {
        int drop = 0;
        while (drop + 1 < segments.size() && segments.get(drop).last() < offset) {
            drop++;
        }
        long before = bytes();
        dropSegments(drop);
        budget.giveBack(before - bytes());
    }

    /** Forgets everything after {@code offset}, which must not lie below the first byte less one. */
    void truncateAfter(long offset) throws IOException {
        long before = bytes();
        while (segments.size() > 1 && tail().first() > offset) {
            segments.remove(segments.size() - 1).delete();
        }
        if (tail().last() > offset) {
            tail().truncateAfter(Math.max(offset, tail().first() - 1));
        }
        budget.giveBack(before - bytes());
    }

    /** Channels written to since the last call: forcing them makes everything up to {@link #last()} durable. */
    List<FileChannel> takeDirty() {
        List<FileChannel> taken = List.copyOf(dirty);
        dirty.clear();
        return taken;
    }

    void close() throws IOException {
        for (Segment segment : segments) {
            segment.close();
        }
        budget.giveBack(bytes());
    }

    private Segment tail() {
        return segments.get(segments.size() - 1);
    }

    private void dropSegments(int number) throws IOException {
        List<Segment> head = segments.subList(0, number);
        for (Segment segment : head) {
            dirty.remove(segment.channel());
            segment.delete();
        }
        head.clear();
    }
}
