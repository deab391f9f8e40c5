package dev.sluice.it.containers;

import dev.sluice.testservers.Family;
import dev.sluice.testservers.ServerBinary;
import dev.sluice.testservers.ServerSource;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** Official images by family and version line: {@code redis:6.2}, {@code valkey/valkey:8.0}. */
public final class ContainerServers implements ServerSource {
    @Override
    public Optional<ServerBinary> find(Family family, String line) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        String image = family == Family.VALKEY ? "valkey/valkey" : "redis";
        DockerImageName name = DockerImageName.parse(image).withTag(line);
        return Optional.of(new ServerBinary(family, line, new ContainerLauncher(name, family.executable())));
    }
}
