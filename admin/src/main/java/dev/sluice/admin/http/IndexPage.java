package dev.sluice.admin.http;

/** A plain page that links the others. */
final class IndexPage {
    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Sluice</title></head>
            <body>
            <h1>Sluice</h1>
            <ul>
            <li><a href="/api/v1/status">Status</a> (JSON)</li>
            <li><a href="/api/v1/clients">Clients</a> (JSON)</li>
            <li><a href="/metrics">Metrics</a> (Prometheus)</li>
            <li><a href="/health/live">Live?</a></li>
            <li><a href="/health/ready">Ready for clients?</a></li>
            </ul>
            <p>Verbs are given at the control port: <code>sluice status</code>, <code>redis-cli -p 6390 status</code>.</p>
            </body>
            </html>
            """;

    private IndexPage() {}

    static HttpReply reply() {
        return HttpReply.ok("text/html; charset=utf-8", HTML).with("Content-Security-Policy", "default-src 'none'");
    }
}
