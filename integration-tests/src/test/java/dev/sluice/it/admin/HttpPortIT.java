package dev.sluice.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admin.http.HttpServer;
import dev.sluice.admin.http.Readiness;
import dev.sluice.admin.metrics.MigrationMetrics;
import dev.sluice.config.Endpoint;
import dev.sluice.config.HttpSettings;
import dev.sluice.config.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scraper, an orchestrator and a program see. */
class HttpPortIT {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final StillMigration migration = new StillMigration();
    private volatile Readiness readiness = Readiness.yes();
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = server("127.0.0.1", 0, "s3cret");
        base = URI.create("http://127.0.0.1:" + server.start().getPort() + "/");
    }

    private HttpServer server(String host, int port, @Nullable String password) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new MigrationMetrics(migration, System::nanoTime).bindTo(registry);
        Secret secret = password == null ? null : Secret.of(password);
        return new HttpServer(
                new HttpSettings(new Endpoint(host, port), secret),
                registry,
                migration,
                List::of,
                () -> readiness,
                group,
                NioServerSocketChannel.class);
    }

    @AfterEach
    void stop() {
        server.stop();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static HttpClient client(String password) {
        return HttpClient.newBuilder()
                .authenticator(new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication("any", password.toCharArray());
                    }
                })
                .build();
    }

    private HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    @Test
    void shouldServeEveryPageOnOneConnection() throws Exception {
        HttpClient client = client("s3cret");

        assertThat(get(client, "/metrics").body())
                .contains("sluice_state{state=\"READY\"} 1.0\n", "sluice_epoch 1.0\n");
        assertThat(get(client, "/api/v1/status").body()).startsWith("{\"state\":\"READY\",");
        assertThat(get(client, "/").headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(get(client, "/none").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellItsHealthWithoutAPassword() throws Exception {
        HttpClient anyone = HttpClient.newHttpClient();
        readiness = Readiness.no("the target cannot be reached");

        HttpResponse<String> ready = get(anyone, "/health/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("the target cannot be reached");
        assertThat(get(anyone, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(anyone, "/metrics").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldRefuseToListenBeyondLoopbackWithoutAPassword() {
        assertThatThrownBy(() -> server("0.0.0.0", 0, null).start())
                .isInstanceOf(IOException.class)
                .hasMessage("HTTP port: set a password to listen on 0.0.0.0:0, or listen on a loopback address");
    }

    @Test
    void shouldSayWhenThePortIsTaken() {
        assertThatThrownBy(() -> server("127.0.0.1", base.getPort(), null).start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("HTTP port: cannot listen on 127.0.0.1:" + base.getPort() + ": ");
    }
}
