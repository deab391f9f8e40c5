package dev.sluice.config.load;

import dev.sluice.config.CarriedLimits;
import dev.sluice.config.ControlSettings;
import dev.sluice.config.CutoverSettings;
import dev.sluice.config.Endpoint;
import dev.sluice.config.HttpSettings;
import dev.sluice.config.LaneMode;
import dev.sluice.config.LimitsSettings;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.ReplicationSettings;
import dev.sluice.config.Secret;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.TransportKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys to records, with the rules that join several keys. */
final class SettingsMapper {
    private static final long GIB = 1L << 30;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettingsReader reader;
    private final Map<String, String> environment;

    SettingsMapper(SettingsReader reader, Map<String, String> environment) {
        this.reader = reader;
        this.environment = environment;
    }

    /** @return null when there were faults that leave nothing to build a record from */
    @Nullable
    SluiceSettings map() {
        Endpoint listen = listen("sluice.listen");
        TlsSettings listenTls = serverTls("sluice.listen.tls");
        NodeSettings source = node(NodeRole.SOURCE);
        NodeSettings target = node(NodeRole.TARGET);
        ReplicationSettings replication = replication();
        CutoverSettings cutover = cutover();
        LaneMode lanes = reader.word("sluice.lanes", LaneMode.class);
        TransportKind transport = reader.word("sluice.transport", TransportKind.class);
        List<String> refused = reader.commands("sluice.refused-commands");
        LimitsSettings limits = limits();
        ControlSettings control = control();
        HttpSettings http = http();
        Path stateDir = stateDir();
        if (source == null || target == null) {
            return null;
        }
        if (source.endpoint().equals(target.endpoint())) {
            reader.fault("sluice.target.uri", target.display(), "another server than the source's");
        }
        return new SluiceSettings(
                listen,
                listenTls,
                source,
                target,
                replication,
                cutover,
                lanes,
                transport,
                refused,
                limits,
                control,
                http,
                stateDir);
    }

    private Endpoint listen(String path) {
        String host = reader.text(path + ".host");
        int port = reader.integer(path + ".port", 0, 65535);
        if (host == null) {
            reader.fault(path + ".host", "nothing", "an address to listen on, 0.0.0.0 for all");
            return new Endpoint("127.0.0.1", port);
        }
        return new Endpoint(host, port);
    }

    private @Nullable NodeSettings node(NodeRole role) {
        String path = "sluice." + role.word();
        Secret password = reader.secret(path + ".password");
        Duration connect = reader.duration(path + ".connect-timeout", MS, HOUR);
        Duration command = reader.duration(path + ".command-timeout", MS, HOUR);
        TlsSettings tls = tls(path + ".tls");
        String text = reader.text(path + ".uri");
        NodeUri uri = text == null ? null : NodeUri.parse(text);
        if (uri == null) {
            reader.fault(path + ".uri", text == null ? "nothing" : "\"" + NodeUri.redact(text) + "\"", NodeUri.ALLOWED);
            return null;
        }
        if (!uri.tls() && (tls.caFile() != null || tls.certificateFile() != null)) {
            reader.fault(
                    path + ".tls",
                    "certificates, but redis://" + uri.endpoint() + " does not use TLS",
                    "rediss:// in " + path + ".uri, or no certificates");
        }
        if (uri.password() != null && password != null) {
            reader.fault(path + ".password", "a password here and another in the URI", "one of them");
        }
        return new NodeSettings(
                role,
                uri.endpoint(),
                uri.user(),
                uri.password() != null ? uri.password() : password,
                uri.tls() ? tls : null,
                connect,
                command);
    }

    private TlsSettings tls(String path) {
        Path certificate = reader.file(path + ".certificate-file");
        Path key = reader.file(path + ".key-file");
        pair(path, certificate, key);
        return new TlsSettings(
                reader.file(path + ".ca-file"), certificate, key, reader.bool(path + ".verify-hostname"));
    }

    /** What is shown to clients; null for no TLS. */
    private @Nullable TlsSettings serverTls(String path) {
        Path certificate = reader.file(path + ".certificate-file");
        Path key = reader.file(path + ".key-file");
        Path clientCa = reader.file(path + ".client-ca-file");
        pair(path, certificate, key);
        if (clientCa != null && certificate == null) {
            reader.fault(path + ".client-ca-file", "it alone", "certificate-file and key-file beside it");
        }
        return certificate == null ? null : new TlsSettings(clientCa, certificate, key, false);
    }

    private void pair(String path, @Nullable Path certificate, @Nullable Path key) {
        if ((certificate == null) != (key == null)) {
            reader.fault(
                    path + (certificate == null ? ".certificate-file" : ".key-file"),
                    "nothing",
                    "certificate-file and key-file together");
        }
    }

    private ReplicationSettings replication() {
        String path = "sluice.replication";
        Path certificate = reader.file(path + ".tls.certificate-file");
        Path key = reader.file(path + ".tls.key-file");
        pair(path + ".tls", certificate, key);
        long spoolMax = reader.bytes(path + ".spool-max", 1 << 20, 1024 * 1024 * GIB);
        long segment = reader.bytes(path + ".spool-segment", 64 << 10, 2 * GIB);
        if (segment > spoolMax) {
            reader.fault(path + ".spool-segment", segment + " bytes", "at most spool-max, " + spoolMax + " bytes");
        }
        return new ReplicationSettings(
                listen(path + ".listen"),
                announceHost(path + ".announce-host"),
                reader.integer(path + ".announce-port", 0, 65535),
                certificate == null ? null : new TlsSettings(null, certificate, key, false),
                spoolMax,
                segment,
                reader.bytes(path + ".spool-retain", 0, 1024 * GIB),
                reader.duration(path + ".ack-interval", MS, Duration.ofSeconds(10)),
                reader.duration(path + ".reconnect-delay", MS, Duration.ofMinutes(1)),
                reader.duration(path + ".link-timeout", Duration.ofSeconds(1), HOUR),
                reader.bool(path + ".accept-target-data"));
    }

    private @Nullable String announceHost(String path) {
        String host = reader.text(path);
        // A name would be resolved by the node, on its only thread.
        if (host != null && !host.matches("[0-9.]+|[0-9A-Fa-f:.%]*:[0-9A-Za-z:.%]*")) {
            reader.fault(path, "\"" + host + "\"", "an IP address: nodes would resolve a name while they serve nobody");
        }
        return host;
    }

    private CutoverSettings cutover() {
        String path = "sluice.cutover";
        Duration most = Duration.ofMinutes(10);
        return new CutoverSettings(
                reader.duration(path + ".max-pause", MS, most),
                reader.bytes(path + ".max-lag", 0, 1024 * GIB),
                reader.duration(path + ".ready-after", Duration.ZERO, HOUR),
                reader.duration(path + ".prepare-timeout", MS, most),
                reader.duration(path + ".transaction-timeout", MS, most),
                reader.duration(path + ".drain-timeout", MS, most),
                reader.duration(path + ".fence-timeout", MS, most),
                reader.duration(path + ".catch-up-timeout", MS, most),
                reader.duration(path + ".seal-timeout", MS, most),
                reader.duration(path + ".undo-timeout", MS, most),
                reader.bytes(path + ".hold-max-bytes", 1, 1024 * GIB),
                reader.count(path + ".hold-max-commands", 1, Integer.MAX_VALUE),
                reader.bytes(path + ".backlog", 0, 1024 * GIB));
    }

    private LimitsSettings limits() {
        String path = "sluice.limits";
        int clientBuffer = size(path + ".client-buffer", 4 << 10, GIB);
        int slowClientBuffer = size(path + ".slow-client-buffer", 4 << 10, GIB);
        if (slowClientBuffer < clientBuffer) {
            reader.fault(
                    path + ".slow-client-buffer",
                    slowClientBuffer + " bytes",
                    "at least client-buffer, " + clientBuffer + " bytes");
        }
        return new LimitsSettings(
                reader.integer(path + ".max-clients", 1, 1_000_000),
                reader.bytes(path + ".max-bulk", 1 << 10, 4 * GIB),
                reader.integer(path + ".max-elements", 1, Integer.MAX_VALUE),
                size(path + ".max-inline", 64, 1 << 20),
                reader.integer(path + ".max-depth", 1, 1024),
                size(path + ".stream-threshold", 1 << 10, 64 << 20),
                clientBuffer,
                reader.duration(path + ".idle-timeout", Duration.ZERO, Duration.ofDays(365)),
                reader.duration(path + ".drain-timeout", Duration.ZERO, HOUR),
                reader.integer(path + ".event-loops", 0, 1024),
                slowClientBuffer,
                reader.duration(path + ".slow-client-timeout", MS, HOUR),
                reader.bytes(path + ".buffered-bytes", 1 << 20, 1024 * GIB),
                size(path + ".large-reply", 1 << 10, GIB),
                reader.integer(path + ".shared-outstanding", 1, 1_000_000),
                carried(path));
    }

    private CarriedLimits carried(String path) {
        return new CarriedLimits(
                reader.integer(path + ".transaction-commands", 0, 1_000_000),
                size(path + ".transaction-bytes", 0, GIB),
                reader.integer(path + ".scripts", 0, 1_000_000),
                reader.bytes(path + ".script-bytes", 0, 16 * GIB));
    }

    private int size(String path, long min, long max) {
        return Math.toIntExact(reader.bytes(path, min, max));
    }

    private ControlSettings control() {
        Endpoint listen = listen("sluice.control");
        Secret operator = reader.secret("sluice.control.password");
        Secret readOnly = reader.secret("sluice.control.read-only-password");
        guarded("sluice.control", listen, operator);
        if (operator == null && readOnly != null) {
            reader.fault("sluice.control.password", "nothing", "a password, because the read-only role has one");
        }
        if (operator != null && readOnly != null && operator.equals(readOnly)) {
            reader.fault("sluice.control.read-only-password", "the operator's password", "another one");
        }
        return new ControlSettings(listen, operator, readOnly);
    }

    private HttpSettings http() {
        Endpoint listen = listen("sluice.http");
        Secret password = reader.secret("sluice.http.password");
        guarded("sluice.http", listen, password);
        return new HttpSettings(listen, password);
    }

    private void guarded(String path, Endpoint listen, @Nullable Secret password) {
        if (password == null && !LOOPBACK.matcher(listen.host()).matches()) {
            reader.fault(
                    path + ".host",
                    "\"" + listen.host() + "\" without a password",
                    "127.0.0.1, or a password in " + path + ".password or .password-file");
        }
    }

    private Path stateDir() {
        String text = reader.text("sluice.state-dir");
        if (text != null) {
            return Path.of(text).toAbsolutePath();
        }
        String state = environment.get("XDG_STATE_HOME");
        Path base = state != null && !state.isEmpty()
                ? Path.of(state)
                : Path.of(Objects.requireNonNullElse(environment.get("HOME"), "."), ".local", "state");
        return base.resolve("sluice").toAbsolutePath();
    }
}
