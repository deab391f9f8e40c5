package dev.sluice.admin.http;

import dev.sluice.admin.clients.ClientSource;
import dev.sluice.admin.view.ClientsView;
import dev.sluice.admin.view.StatusView;
import dev.sluice.cutover.api.Migration;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which page answers which path. Runs on a worker: pages may take a moment. */
final class Router {
    private static final String ALLOWED = "GET, HEAD";
    private static final String HEALTH = "/health/";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final BasicAuth auth;
    private final PrometheusMeterRegistry metrics;
    private final Supplier<Readiness> readiness;
    private final Map<String, Function<Query, HttpReply>> pages = new LinkedHashMap<>();

    Router(
            BasicAuth auth,
            PrometheusMeterRegistry metrics,
            Migration migration,
            ClientSource clients,
            Supplier<Readiness> readiness) {
        this.auth = auth;
        this.metrics = metrics;
        this.readiness = readiness;
        pages.put("/", query -> IndexPage.reply());
        pages.put("/metrics", this::metrics);
        pages.put(HEALTH + "live", query -> HttpReply.json(200, Map.of("live", true)));
        pages.put(HEALTH + "ready", query -> ready());
        pages.put("/api/v1/status", query -> HttpReply.json(200, StatusView.of(migration.status())));
        pages.put("/api/v1/clients", query -> clients(clients));
    }

    HttpReply answer(Query query) {
        // What asks for health (an orchestrator, a load balancer) seldom can give a password, and learns no more than a
        // word.
        if (!query.path().startsWith(HEALTH) && !auth.accepts(query.authorization())) {
            return HttpReply.error(401, "unauthorized", "a password is needed")
                    .with("WWW-Authenticate", "Basic realm=\"sluice\", charset=\"UTF-8\"");
        }
        Function<Query, HttpReply> page = pages.get(query.path());
        if (page == null) {
            return HttpReply.error(404, "not found", "there are " + String.join(", ", pages.keySet()));
        }
        if (!query.method().equals("GET") && !query.method().equals("HEAD")) {
            return HttpReply.error(405, "method not allowed", "allowed are " + ALLOWED)
                    .with("Allow", ALLOWED);
        }
        return page.apply(query);
    }

    private static HttpReply clients(ClientSource clients) {
        return HttpReply.json(
                200, ClientsView.of(clients.clients(), false, ClientsView.MAX_LIMIT, System.currentTimeMillis()));
    }

    private HttpReply metrics(Query query) {
        String contentType = query.accept().toLowerCase(Locale.ROOT).contains(OPEN_METRICS)
                ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
        return HttpReply.ok(contentType, metrics.scrape(contentType));
    }

    private HttpReply ready() {
        Readiness now = readiness.get();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ready", now.ready());
        tree.put("reason", now.reason());
        return HttpReply.json(now.ready() ? 200 : 503, tree);
    }
}
