package dev.sluice.admin.cli;

import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A control port that answers what a test tells it to, and the command line that asks it. */
final class FakeControl implements Control {
    final Map<String, Object> answers = new HashMap<>();
    final Map<String, String> environment = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    boolean interactive;
    boolean reachable = true;
    int looks = 1;

    @Nullable
    Endpoint address;

    @Nullable
    Secret password;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Command(name = "sluice")
    private static final class Root {}

    /** Runs one command line and returns its exit code. */
    int run(String... words) {
        Terminal terminal = new Terminal(print(out), print(err), interactive, environment);
        CommandLine line = new CommandLine(new Root());
        ClientCommands.all(new ClientCommand.Setting(terminal, this::open), interval -> --looks > 0)
                .forEach(command -> line.addSubcommand(command));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        return line.execute(words);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Control open(Endpoint at, @Nullable Secret with) throws IOException {
        address = at;
        password = with;
        if (!reachable) {
            throw new IOException("cannot reach the control port at " + at);
        }
        return this;
    }

    @Override
    public @Nullable Object call(Duration timeout, String... words) throws ErrorReply {
        String command = String.join(" ", words);
        asked.add(command);
        Object answer = answers.getOrDefault(command, "OK");
        if (answer instanceof ErrorReply error) {
            throw error;
        }
        return answer;
    }

    @Override
    public void close() {
        asked.add("closed");
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
