package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hot path allocates nothing: bytes that this thread has allocated are counted around many frames. */
class AllocationTest {
    private static final int ROUNDS = 200;
    /** The best of these counts: classes are initialised and code is compiled in the first ones. */
    private static final int WINDOWS = 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void scanningRequestsAllocatesNothing() {
        assertNoAllocation(FrameScanner.requests(RespLimits.defaults()), Frames.REQUESTS);
    }

    @Test
    void scanningRepliesAllocatesNothing() {
        assertNoAllocation(FrameScanner.replies(RespLimits.defaults()), Frames.REPLIES);
    }

    private static void assertNoAllocation(FrameScanner scanner, List<String> frames) {
        byte[] bytes = Frames.bytes(String.join("", frames));
        // Wrapped, not pooled: the leak detector, which tests turn on, allocates on every access of a pooled buffer.
        assertNoAllocation(
                scanner,
                Unpooled.wrappedBuffer(
                        ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()),
                frames.size());
        assertNoAllocation(scanner, Unpooled.wrappedBuffer(bytes), frames.size());
    }

    private static void assertNoAllocation(FrameScanner scanner, ByteBuf in, int frames) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS; i++) {
            least = Math.min(least, allocatedInOneWindow(scanner, in, frames));
        }
        assertThat(least).isZero();
    }

    private static long allocatedInOneWindow(FrameScanner scanner, ByteBuf in, int frames) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < ROUNDS; i++) {
            scanAll(scanner, in, frames);
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }

    /** Cuts in the middle, so that resuming is on the path too. */
    private static void scanAll(FrameScanner scanner, ByteBuf in, int expected) {
        int length = in.readableBytes();
        int found = scan(scanner, in, 0, length / 2) + scan(scanner, in, length / 2, length);
        if (found != expected) {
            throw new AssertionError("found " + found + " frames, not " + expected);
        }
    }

    private static int scan(FrameScanner scanner, ByteBuf in, int from, int to) {
        int count = 0;
        for (int end = scanner.scan(in, from, to); end >= 0; end = scanner.scan(in, end, to)) {
            count++;
        }
        return count;
    }
}
