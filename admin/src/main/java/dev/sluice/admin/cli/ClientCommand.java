package dev.sluice.admin.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One verb given to a running Sluice: connects, asks, shows the answer, and says by the exit code how it went. */
abstract class ClientCommand implements Callable<Integer> {
    /** What every verb is given. */
    record Setting(Terminal terminal, Control.Opener opener) {}

    private static final String UNREACHABLE = "UNREACHABLE";

    /** Codes that tell a person nothing. */
    private static final Set<String> WORDS_SUFFICE = Set.of("ERR", UNREACHABLE);

    private final Setting setting;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Answer in JSON, for a program.")
    private boolean json;

    ClientCommand(Setting setting) {
        this.setting = setting;
    }

    /** Asks and shows; returns the exit code. */
    abstract int run(Control control) throws IOException, ErrorReply;

    @Override
    public final Integer call() {
        try (Control control = setting.opener()
                .open(connection.control(), connection.password(terminal().environment()))) {
            return run(control);
        } catch (ErrorReply e) {
            return fail(e.exitCode(), e.code(), e.words());
        } catch (IOException e) {
            return fail(ExitCode.UNREACHABLE, UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private int fail(int exitCode, String code, String message) {
        PrintStream err = terminal().err();
        if (json) {
            terminal().out().println(Json.error(code, message));
        } else {
            err.println("sluice: " + (WORDS_SUFFICE.contains(code) ? "" : code + " ") + message);
        }
        if (code.equals("NOAUTH")) {
            err.println("sluice: give the password by " + ConnectionOptions.PASSWORD_VARIABLE + " or --password-file");
        }
        return exitCode;
    }

    final Terminal terminal() {
        return setting.terminal();
    }

    final boolean json() {
        return json;
    }

    /** Prints the answer as JSON when that was asked for, otherwise this text. */
    final void show(@Nullable Object answer, String text) {
        if (json) {
            terminal().out().println(Json.of(answer));
        } else {
            terminal().out().print(text);
        }
        terminal().out().flush();
    }
}
