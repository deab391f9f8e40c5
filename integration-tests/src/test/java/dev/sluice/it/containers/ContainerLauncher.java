package dev.sluice.it.containers;

import dev.sluice.testservers.Launcher;
import dev.sluice.testservers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Starts a server in a container on the network of this machine, so that it listens and connects as a local process does:
 * replication goes both ways, and neither side knows of the container.
 */
record ContainerLauncher(DockerImageName image, String executable) implements Launcher {

    @Override
    public ServerProcess launch(Path directory, Path configFile, Path log) throws IOException {
        String owner = Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid");
        GenericContainer<?> container = new GenericContainer<>(image)
                .withNetworkMode("host")
                .withFileSystemBind(directory.toString(), directory.toString(), BindMode.READ_WRITE)
                .withCommand(configFile.toString(), "--logfile", log.toString())
                .withCreateContainerCmdModifier(
                        command -> command.withUser(owner).withEntrypoint(executable));
        container.start();
        return new ContainerProcess(container);
    }
}
