package dev.sluice.it.transparency;

import java.util.List;
import java.util.stream.Collectors;

/** Commands that are sent on one connection in one write; the next step is sent when all that they bring about has come. */
record Step(int connection, List<Command> commands) {

    @Override
    public String toString() {
        return "c" + connection + "> "
                + commands.stream().map(Command::toString).collect(Collectors.joining("\n    "));
    }
}
