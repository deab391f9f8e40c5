package dev.sluice.benchmarks;

import dev.sluice.node.command.CommandTable;
import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.command.RefusedCommands;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** What a command is, from the head of its request: one operation is one look into the table. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dio.netty.leakDetection.level=disabled")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CommandLookupBenchmark {
    @Param({"GET k", "set k v", "ZRANGEBYSCORE k 0 1", "CLIENT SETNAME n", "nosuch k"})
    public String command = "GET k";

    private final CommandClassifier classifier = new CommandClassifier(
            CommandTable::builtIn, new RefusedCommands(List.of("shutdown", "debug", "client|pause", "cluster|meet")));
    private final FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
    private final ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer();

    @Setup
    public void scan() {
        RespWriter.command(in, command.split(" "));
        scanner.scan(in, 0, in.writerIndex());
    }

    @TearDown
    public void release() {
        in.release();
    }

    @Benchmark
    public int classify() {
        return classifier.classify(scanner.head());
    }
}
