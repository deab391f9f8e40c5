package dev.sluice.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/** What a program with a client library sees. */
class JedisControlIT {
    private static final int TIMEOUT_MS = 20_000;

    private ControlPort control;

    @BeforeEach
    void start() throws IOException {
        control = new ControlPort("opsecret", "rosecret");
    }

    @AfterEach
    void stop() {
        control.close();
    }

    private Jedis connect(RedisProtocol protocol, String password) {
        return new Jedis(
                new HostAndPort("127.0.0.1", control.port()),
                DefaultJedisClientConfig.builder()
                        .protocol(protocol)
                        .password(password)
                        .clientName("it")
                        .timeoutMillis(TIMEOUT_MS)
                        .build());
    }

    private static Object send(Jedis jedis, String verb, String... arguments) {
        return SafeEncoder.encodeObject(jedis.sendCommand(() -> verb.getBytes(StandardCharsets.UTF_8), arguments));
    }

    @ParameterizedTest
    @EnumSource(RedisProtocol.class)
    void shouldServeAClientLibrary(RedisProtocol protocol) {
        try (Jedis jedis = connect(protocol, "opsecret")) {
            assertThat(jedis.ping()).isEqualTo("PONG");
            assertThat(jedis.clientGetname()).isEqualTo("it");
            assertThat(send(jedis, "STATUS").toString()).contains("state", "READY");
            assertThatThrownBy(() -> send(jedis, "MIGRATE", "START"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessage("BUSY a migration runs already");
        }
    }

    @Test
    void shouldServeOthersWhileACutoverRuns() throws Exception {
        try (Jedis first = connect(RedisProtocol.RESP3, "opsecret");
                Jedis second = connect(RedisProtocol.RESP3, "opsecret")) {
            CompletableFuture<Object> outcome = CompletableFuture.supplyAsync(() -> send(first, "CUTOVER"));
            assertThat(control.migration.cutoverBegan.await(TIMEOUT_MS, TimeUnit.MILLISECONDS))
                    .isTrue();

            assertThat(second.ping()).isEqualTo("PONG");
            assertThat(send(second, "ABORT")).isEqualTo("OK");
            assertThat(outcome).isNotDone();
            control.migration.attempt.complete(StillMigration.report());

            assertThat(outcome.get(TIMEOUT_MS, TimeUnit.MILLISECONDS).toString())
                    .contains("outcome", "completed");
        }
    }

    @Test
    void shouldGoOnWithACutoverWhoseClientLeft() throws Exception {
        try (Socket leaving = new Socket(InetAddress.getLoopbackAddress(), control.port())) {
            leaving.getOutputStream().write("AUTH opsecret\r\nCUTOVER\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(control.migration.cutoverBegan.await(TIMEOUT_MS, TimeUnit.MILLISECONDS))
                    .isTrue();
        }

        try (Jedis other = connect(RedisProtocol.RESP2, "rosecret")) {
            assertThat(other.ping()).isEqualTo("PONG");
            assertThat(send(other, "EVENTS")).isInstanceOf(List.class);
        }
        assertThat(control.migration.attempt).isNotDone();
        assertThat(control.migration.aborted.getCount()).isEqualTo(1);
    }
}
