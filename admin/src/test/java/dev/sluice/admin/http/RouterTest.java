package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.testkit.ScriptedMigration;
import dev.sluice.config.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ScriptedMigration migration = new ScriptedMigration();
    private Readiness readiness = Readiness.yes();
    private final Router open = router(new BasicAuth(null));
    private final Router locked = router(new BasicAuth(Secret.of("open: sesame")));

    private Router router(BasicAuth auth) {
        return new Router(auth, metrics, migration, Samples::clients, () -> readiness);
    }

    private static Query get(String path) {
        return new Query("GET", path, "", "");
    }

    @Test
    void shouldGiveTheStatusAsJson() throws Exception {
        migration.status = Samples.reversible();

        HttpReply reply = open.answer(get("/api/v1/status"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json; charset=utf-8");
        JsonNode status = new ObjectMapper().readTree(reply.body());
        assertThat(status.get("state").asText()).isEqualTo("REVERSIBLE");
        assertThat(status.at("/last_attempt/phases/0/name").asText()).isEqualTo("prepare");
        assertThat(status.at("/nodes/target/reachable").isBoolean()).isTrue();
        assertThat(status.at("/replication/problem").isNull()).isTrue();
    }

    @Test
    void shouldGiveTheClientsAsJson() throws Exception {
        HttpReply reply = open.answer(get("/api/v1/clients"));

        JsonNode clients = new ObjectMapper().readTree(reply.body());
        assertThat(clients.get("total").asInt()).isEqualTo(4);
        assertThat(clients.at("/clients/0/pinned").asText()).isEqualTo("blocked");
        assertThat(clients.at("/lanes/shared").asInt()).isEqualTo(2);
    }

    @Test
    void shouldGiveMetricsAsPrometheusText() {
        metrics.counter("sluice.things", "kind", "x").increment();

        HttpReply reply = open.answer(get("/metrics"));

        assertThat(reply.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.body())
                .contains("sluice_things_total{kind=\"x\"} 1.0\n")
                .doesNotContain("# EOF");
    }

    @Test
    void shouldGiveMetricsAsOpenMetricsWhenAsked() {
        metrics.counter("sluice.things").increment();
        String accept = "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5";

        HttpReply reply = open.answer(new Query("GET", "/metrics", accept, ""));

        assertThat(reply.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(reply.body()).endsWith("# EOF\n");
    }

    @Test
    void shouldSayWhetherItIsReadyAndWhyNot() {
        assertThat(open.answer(get("/health/ready")))
                .extracting(HttpReply::status, HttpReply::body)
                .containsExactly(200, "{\"ready\":true,\"reason\":\"\"}\n");

        readiness = Readiness.no("source cannot be reached");

        assertThat(open.answer(get("/health/ready")))
                .extracting(HttpReply::status, HttpReply::body)
                .containsExactly(503, "{\"ready\":false,\"reason\":\"source cannot be reached\"}\n");
        assertThat(open.answer(get("/health/live")).status()).isEqualTo(200);
    }

    @Test
    void shouldLinkEveryPageFromTheFirst() {
        HttpReply index = open.answer(get("/"));

        assertThat(index.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(index.body()).contains("/metrics", "/api/v1/status", "/health/live", "/health/ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/metrics/", "/metrics/../metrics", "//metrics", "/%6detrics", "/METRICS", ""})
    void shouldKnowNoOtherPath(String path) {
        HttpReply reply = open.answer(get(path));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body())
                .isEqualTo("{\"error\":\"not found\",\"message\":\"there are /, /metrics, /health/live, /health/ready,"
                        + " /api/v1/status, /api/v1/clients\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
    void shouldAllowLookingOnly(String method) {
        HttpReply reply = open.answer(new Query(method, "/metrics", "", ""));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("Allow", "GET, HEAD");
        assertThat(reply.body()).startsWith("{\"error\":\"method not allowed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/api/v1/status", "/api/v1/clients", "/nothing"})
    void shouldAskForThePassword(String path) {
        HttpReply reply = locked.answer(get(path));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"sluice\", charset=\"UTF-8\"");
        assertThat(migration.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "Basic !!!", "Bearer x", "Basic b3Blbjogc2VzYW1l", "x"})
    void shouldRefuseAnythingButThePassword(String authorization) {
        assertThat(locked.answer(new Query("GET", "/", "", authorization)).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {":open: sesame", "anyone:open: sesame"})
    void shouldTakeThePasswordFromAnyUser(String pair) {
        String authorization = "basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

        assertThat(locked.answer(new Query("GET", "/", "", authorization)).status())
                .isEqualTo(200);
    }

    @Test
    void shouldTellItsHealthToAnyone() {
        assertThat(locked.answer(get("/health/ready")).status()).isEqualTo(200);
        assertThat(locked.answer(get("/health/live")).status()).isEqualTo(200);
    }

    @Test
    void shouldNotPrintTheAuthorization() {
        assertThat(new Query("GET", "/", "", "Basic c2VjcmV0")).hasToString("GET /");
    }
}
