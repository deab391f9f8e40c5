package dev.sluice.testservers;

import java.io.IOException;
import java.nio.file.Path;

/** How a server of one version is started. */
public interface Launcher {
    /**
     * Starts it; returns before it answers. It listens on a loopback port of this machine.
     *
     * @param directory its own; the configuration file lies in it
     * @param log file to append all output to
     */
    ServerProcess launch(Path directory, Path configFile, Path log) throws IOException;
}
