package dev.sluice.admin.cli;

import dev.sluice.admin.cli.render.Style;
import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a verb's answer goes, and the environment that it was given in.
 *
 * @param interactive whether a person looks on; everything is plain lines otherwise
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, Map<String, String> environment) {

    /** The process's own. */
    public static Terminal system() {
        return new Terminal(System.out, System.err, isTerminal(System.console()), System.getenv());
    }

    /** From JDK 22 on there is a console also without a terminal, and a method that tells. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Whether text may be drawn over: a person looks on, and the terminal can. */
    public boolean canRedraw() {
        return interactive && !"dumb".equals(environment.get("TERM"));
    }

    /** Colours, unless NO_COLOR says otherwise (no-color.org: set and not empty). */
    Style style() {
        boolean colourless = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return canRedraw() && !colourless ? Style.COLOURED : Style.PLAIN;
    }
}
