package dev.sluice.it.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.sluice.testservers.ServerProcess;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** A server in a container; signals go to it through the engine. */
final class ContainerProcess implements ServerProcess {
    private final GenericContainer<?> container;
    private final String id;
    private final long pid;

    ContainerProcess(GenericContainer<?> container) {
        this.container = container;
        this.id = container.getContainerId();
        Long started = client().inspectContainerCmd(id).exec().getState().getPidLong();
        this.pid = started == null ? -1 : started;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public void terminate() {
        signal("SIGTERM");
    }

    @Override
    public void kill() {
        signal("SIGKILL");
    }

    @Override
    public void freeze() {
        signal("SIGSTOP");
    }

    @Override
    public void thaw() {
        signal("SIGCONT");
    }

    @Override
    public boolean awaitEnd(Duration time) {
        try {
            Awaitility.await().atMost(time).until(() -> !isAlive());
            // Ended by a signal it still exists; this removes it.
            container.stop();
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            client().killContainerCmd(id).withSignal(name).exec();
        } catch (ConflictException | NotFoundException e) {
            // It has ended already, which is all that a signal could achieve.
            return;
        }
    }

    private static DockerClient client() {
        return DockerClientFactory.instance().client();
    }
}
