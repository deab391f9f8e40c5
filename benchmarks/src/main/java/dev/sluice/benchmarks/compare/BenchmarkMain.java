package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code benchmarks/run}: the comparison, unless another command is named. */
@Command(
        name = "benchmarks/run",
        description = "Measures Sluice beside the server without a proxy and beside other proxies, on this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {ScalingCommand.class, SyscallsCommand.class, IdleCommand.class})
public final class BenchmarkMain implements Runnable {
    private static final int FAILED = 1;

    @Mixin
    private Options options = new Options();

    @Override
    public void run() {
        new Comparison(options).run();
    }

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new BenchmarkMain());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof BenchmarkException || failure instanceof IllegalArgumentException) {
                command.getErr().println("benchmarks: " + failure.getMessage());
                return FAILED;
            }
            throw failure;
        });
        System.exit(line.execute(arguments));
    }
}
