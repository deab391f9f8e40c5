package dev.sluice.it.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.it.Servers;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class ContainerServersIT {
    private final Optional<ServerBinary> binary = new ContainerServers().find(Family.REDIS, "7.0");

    @Test
    void shouldServeAndReplicateLikeALocalProcess() {
        Assumptions.assumeTrue(binary.isPresent(), "no Docker engine");
        RunningServer replica = Servers.start(binary.orElseThrow());
        try (replica;
                RunningServer source = Servers.start(Servers.redis62());
                Jedis sourceJedis = new Jedis(source.host(), source.port());
                Jedis jedis = new Jedis(replica.host(), replica.port())) {
            sourceJedis.set("key", "value");
            jedis.replicaof(source.host(), source.port());

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(jedis.get("key")).isEqualTo("value"));
        }
        assertThat(replica.isAlive()).isFalse();
        assertThat(replica.directory()).doesNotExist();
    }

    @Test
    void shouldTakeSignals() {
        Assumptions.assumeTrue(binary.isPresent(), "no Docker engine");
        try (RunningServer server = Servers.start(binary.orElseThrow());
                Jedis jedis = new Jedis(server.host(), server.port(), 300)) {
            server.freeze();
            assertThatThrownBy(jedis::ping).hasMessageContaining("timed out");
            server.thaw();

            server.kill();
            assertThat(server.isAlive()).isFalse();
            server.restart();
            server.restart();

            try (Jedis again = new Jedis(server.host(), server.port())) {
                assertThat(again.ping()).isEqualTo("PONG");
            }
        }
    }
}
