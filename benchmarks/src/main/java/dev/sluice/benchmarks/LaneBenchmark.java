package dev.sluice.benchmarks;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneKind;
import dev.sluice.proxy.lane.LaneMetrics;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.proxy.lane.LoopTurn;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One turn of an event loop at a shared lane, without sockets: {@value #USERS} users write a command each, all of it leaves in
 * one piece, and one read brings every user its reply. One operation is one command and its reply.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-Dio.netty.leakDetection.level=disabled",
            // As on an event loop, whose threads are of the kind that Netty keeps caches for.
            "-Dio.netty.allocator.useCacheForAllThreads=true",
            "-Dio.netty.recycler.batchFastThreadLocalOnly=false"
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaneBenchmark {
    private static final int USERS = 50;

    /** Commands that each user has in a turn. */
    @Param({"1", "16"})
    public int pipeline = 1;

    private final EmbeddedChannel channel = new EmbeddedChannel(new Sink());
    private final Lane lane = new Lane(NodeRole.SOURCE, channel, RespLimits.defaults());
    private final ByteBuf command = PooledByteBufAllocator.DEFAULT.directBuffer();
    private final ByteBuf replies = PooledByteBufAllocator.DEFAULT.directBuffer();
    private final User[] users = new User[USERS];
    private final LoopTurn turn;

    public LaneBenchmark() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        turn = new LoopTurn(
                channel.eventLoop(),
                new ProxyMetrics(registry),
                new LaneMetrics(registry),
                System::nanoTime,
                System::currentTimeMillis);
    }

    @Setup
    public void fill() {
        // The one that every channel of Sluice has.
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        lane.use(LaneKind.SHARED, turn);
        RespWriter.command(command, "GET", "key:000012345678");
        for (int i = 0; i < USERS; i++) {
            users[i] = new User();
        }
        for (int i = 0; i < USERS * pipeline; i++) {
            RespWriter.bulk(replies, "v".repeat(64));
        }
    }

    @TearDown
    public void release() {
        command.release();
        replies.release();
        channel.close();
    }

    @Benchmark
    @OperationsPerInvocation(USERS)
    public long turn() {
        for (User user : users) {
            for (int i = 0; i < pipeline; i++) {
                lane.copy(command, 0, command.writerIndex());
                lane.expectReply(user);
            }
        }
        channel.runPendingTasks();
        channel.pipeline().fireChannelRead(replies.retainedSlice());
        channel.runPendingTasks();
        return users[USERS - 1].bytes;
    }

    /** A socket that takes everything at once. */
    private static final class Sink extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {}
    }

    private static final class User implements LaneUser {
        private long bytes;

        @Override
        public int onReply(FrameScanner frame, ByteBuf in, int unforwarded, int start, int stop, boolean complete) {
            return unforwarded;
        }

        @Override
        public void onReplyBytes(ByteBuf given) {
            bytes += given.readableBytes();
            given.release();
        }

        @Override
        public void onReplies() {}

        @Override
        public void onLaneWritable(boolean writable) {}

        @Override
        public void onLaneClosed() {}
    }
}
