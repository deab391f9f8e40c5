package dev.sluice.admin.cli;

import java.io.IOException;
import java.util.Map;

/** A verb whose answer is OK. */
abstract class VerbCommand extends ClientCommand {
    private final String done;

    /** @param done what to tell a person once it is done */
    VerbCommand(Setting setting, String done) {
        super(setting);
        this.done = done;
    }

    abstract String[] words();

    @Override
    final int run(Control control) throws IOException, ErrorReply {
        control.call(Control.UNTIL_DONE, words());
        show(Map.of("ok", true), done + "\n");
        return ExitCode.OK;
    }
}
