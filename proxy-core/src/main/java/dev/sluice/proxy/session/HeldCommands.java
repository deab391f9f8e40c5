package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts the commands that a session holds and remembers since when each waits, so that the pause can be told per command.
 * The commands themselves stay where they are, as bytes in the {@link InputQueue}; a scanner of its own looks ahead in them.
 */
final class HeldCommands {
    private static final int INITIAL = 16;
    /** In the lowest bit of a time: whether the command may write. Costs a nanosecond of precision. */
    private static final long WRITE = 1;

    private final RespLimits limits;
    private final CommandClassifier classifier;
    private long[] times = new long[0];
    private int head;
    private int size;
    private @Nullable FrameScanner ahead;
    /** The first command was counted when it was held, also if its end has not been seen. */
    private boolean skipNext;

    private boolean malformed;
    /** What the budget has been told. */
    private long accountedBytes;

    private long accountedCommands;

    HeldCommands(RespLimits limits, CommandClassifier classifier) {
        this.limits = limits;
        this.classifier = classifier;
    }

    /** Whether what is queued has been counted, from its first byte on. */
    boolean active() {
        return ahead != null;
    }

    /** A command is held that nothing was held before. Scanning must start with its first byte. */
    void begin(int kind, long now) {
        ahead = FrameScanner.requests(limits);
        skipNext = true;
        malformed = false;
        add(CommandKind.mayWrite(kind), now);
    }

    /** More bytes came behind a held command. */
    void scan(ByteBuf bytes, long now) {
        FrameScanner scanner = ahead;
        if (scanner == null || malformed) {
            return;
        }
        int to = bytes.writerIndex();
        try {
            int end = scanner.scan(bytes, bytes.readerIndex(), to);
            while (end >= 0) {
                counted(scanner, now);
                end = scanner.scan(bytes, end, to);
            }
        } catch (RespProtocolException e) {
            // Its turn to be answered comes when what is before it has been; until then there is nothing more to count.
            malformed = true;
        }
    }

    private void counted(FrameScanner scanner, long now) {
        if (skipNext) {
            skipNext = false;
        } else if (scanner.head().argCount() != 0) {
            add(CommandKind.mayWrite(classifier.classify(scanner.head())), now);
        }
    }

    private void add(boolean write, long now) {
        if (size == times.length) {
            grow();
        }
        times[head + size & times.length - 1] = (now & ~WRITE) | (write ? WRITE : 0);
        size++;
    }

    private void grow() {
        if (size == 0) {
            times = new long[INITIAL];
            head = 0;
            return;
        }
        long[] larger = Arrays.copyOf(times, size * 2);
        System.arraycopy(times, 0, larger, size, head);
        times = larger;
    }

    /** The oldest held command goes on. */
    void release(SessionOwner owner, long now) {
        if (size > 0) {
            long time = times[head];
            head = head + 1 & times.length - 1;
            size--;
            owner.released((time & WRITE) != 0, now - (time & ~WRITE));
        }
    }

    /** All of them go on. */
    void releaseAll(SessionOwner owner, long now) {
        while (size > 0) {
            release(owner, now);
        }
        clear();
    }

    /** Tells the budget what this session holds now, in commands and in {@code bytes}. */
    void account(HoldBudget budget, long bytes) {
        if (bytes != accountedBytes || size != accountedCommands) {
            long moreBytes = bytes - accountedBytes;
            long moreCommands = size - accountedCommands;
            accountedBytes = bytes;
            accountedCommands = size;
            budget.add(moreBytes, moreCommands);
        }
    }

    /** Forgets all: nothing is held any more. */
    void clear() {
        times = new long[0];
        head = 0;
        size = 0;
        ahead = null;
    }
}
