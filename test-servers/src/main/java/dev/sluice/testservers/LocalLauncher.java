package dev.sluice.testservers;

import java.io.IOException;
import java.nio.file.Path;

/** Starts an executable of this machine. */
record LocalLauncher(Path executable) implements Launcher {

    @Override
    public ServerProcess launch(Path directory, Path configFile, Path log) throws IOException {
        return new LocalProcess(new ProcessBuilder(executable.toAbsolutePath().toString(), configFile.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }
}
