package dev.sluice.cutover.preflight;

import dev.sluice.config.Endpoint;
import dev.sluice.cutover.preflight.PreflightInput.Reading;
import java.util.Locale;

/** Whether the node can reach Sluice: both dial its replication port, the target for the copy, the source at its demotion. */
final class WayBackChecks {
    private WayBackChecks() {}

    static void check(Findings findings, Node node, PreflightInput input) {
        Reading reading = input.of(node.role());
        String name = node.check("way-back");
        String host = reading.announced().host();
        String advice = "set sluice.replication.announce-host to an IP address of Sluice that the node reaches";
        if (!isAddress(host)) {
            // The server resolves a name synchronously, and stands still for as long as that takes.
            findings.fail(name, "announced as the name " + host, advice);
        } else if (isAny(host)) {
            findings.fail(name, "announced as " + host + ", which is no address to dial", advice);
        } else if (isLoopback(reading.announced()) && !isLoopback(reading.endpoint())) {
            findings.fail(name, "announced as " + host + " to a node on another machine", advice);
        } else {
            findings.ok(
                    name,
                    "dials "
                            + (reading.announced().port() == 0
                                    ? host
                                    : reading.announced().toString()));
        }
        tls(findings, node, input.replicationTls());
    }

    private static void tls(Findings findings, Node node, boolean certificate) {
        boolean tls = "yes".equals(node.config("tls-replication"));
        findings.require(
                !tls || certificate,
                node.check("tls-replication"),
                tls ? "dials Sluice with TLS" : "dials Sluice without TLS",
                "set sluice.replication.tls, or tls-replication no at the node");
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static boolean isLoopback(Endpoint endpoint) {
        String host = endpoint.host().toLowerCase(Locale.ROOT);
        return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
    }
}
