package dev.sluice.benchmarks;

import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Bytes and frames per second through the scanner, over a pooled direct buffer as a socket read fills it. One operation is
 * one read: a buffer with whole frames, or a part of a large one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dio.netty.leakDetection.level=disabled")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameScannerBenchmark {
    @Param
    public Traffic traffic = Traffic.SET_64_BYTES;

    private FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
    private ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer();

    /** What the rates count beside operations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Scanned {
        public long bytes;
        public long frames;
    }

    @Setup
    public void fill() {
        scanner = traffic.isReply()
                ? FrameScanner.replies(RespLimits.defaults())
                : FrameScanner.requests(RespLimits.defaults());
        traffic.writeTo(in);
    }

    @TearDown
    public void release() {
        in.release();
    }

    @Benchmark
    public int scan(Scanned scanned) {
        int to = in.writerIndex();
        int end = scanner.scan(in, 0, to);
        while (end >= 0) {
            scanned.frames++;
            end = scanner.scan(in, end, to);
        }
        scanned.bytes += to;
        return end;
    }
}
