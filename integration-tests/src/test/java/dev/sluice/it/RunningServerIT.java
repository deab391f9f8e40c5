package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import dev.sluice.testservers.ServerException;
import dev.sluice.testservers.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

class RunningServerIT {
    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldBeTheServerThatWasAskedFor(Family family, String line) {
        ServerBinary binary = Servers.of(family, line);

        try (RunningServer server = Servers.start(binary, "databases 4");
                Jedis jedis = new Jedis(server.host(), server.port())) {
            String info = jedis.info("server");
            assertThat(info).contains(family == Family.VALKEY ? "valkey_version:" + line : "redis_version:" + line);
            assertThat(jedis.configGet("databases")).containsEntry("databases", "4");
            assertThat(server.binary()).isEqualTo(binary);
        }
    }

    @Test
    void shouldKeepPortAndFilesOverARestartAndLeaveNothing() {
        RunningServer server = Servers.start(Servers.redis70(), "appendonly yes", "appendfsync always");
        try (server) {
            try (Jedis jedis = new Jedis(server.host(), server.port())) {
                jedis.set("key", "kept");
            }

            server.kill();
            assertThat(server.isAlive()).isFalse();
            server.restart();

            try (Jedis jedis = new Jedis(server.host(), server.port())) {
                assertThat(jedis.get("key")).isEqualTo("kept");
            }
        }
        assertThat(server.isAlive()).isFalse();
        assertThat(server.directory()).doesNotExist();
    }

    @Test
    void shouldStandStillWhileFrozen() {
        try (RunningServer server = Servers.start(Servers.redis70());
                Jedis jedis = new Jedis(server.host(), server.port(), 200)) {
            jedis.ping();

            server.freeze();
            assertThatThrownBy(jedis::ping).hasMessageContaining("timed out");
            server.thaw();

            try (Jedis again = new Jedis(server.host(), server.port())) {
                assertThat(again.ping()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void shouldPutThePasswordIntoTheUri() {
        ServerOptions options = ServerOptions.defaults().password("p@ss word");
        try (RunningServer server = RunningServer.start(Servers.redis62(), options);
                Jedis jedis = new Jedis(server.host(), server.port())) {
            assertThatThrownBy(jedis::ping).hasMessageContaining("NOAUTH");
            assertThat(jedis.auth("p@ss word")).isEqualTo("OK");
            assertThat(server.uri()).isEqualTo("redis://:p%40ss%20word@127.0.0.1:" + server.port());
        }
    }

    @Test
    void shouldTellWhyAServerDoesNotStart() {
        assertThatThrownBy(() -> Servers.start(Servers.redis70(), "no-such-setting 1"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("no-such-setting");
    }
}
