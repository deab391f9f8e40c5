package dev.sluice.config.load;

import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code redis://[user[:password]@]host[:port]}, {@code rediss://} for TLS; user and password percent-encoded. Port 6379 unless
 * given. As in the servers' own command line, {@code redis://:password@host} is the default user.
 */
record NodeUri(
        Endpoint endpoint,
        boolean tls,
        @Nullable String user,
        @Nullable Secret password) {
    static final String ALLOWED = "redis://[user[:password]@]host[:port], or rediss:// for TLS";

    /** @return null when the text is not such a URI */
    static @Nullable NodeUri parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException notOne) {
            return null;
        }
        boolean tls = "rediss".equalsIgnoreCase(uri.getScheme());
        boolean known = tls || "redis".equalsIgnoreCase(uri.getScheme());
        boolean bare = (uri.getPath() == null || uri.getPath().isEmpty() || "/".equals(uri.getPath()))
                && uri.getQuery() == null
                && uri.getFragment() == null;
        String host = uri.getHost();
        int port = uri.getPort() == -1 ? 6379 : uri.getPort();
        if (!known || !bare || host == null || host.isEmpty() || port < 1 || port > 65535) {
            return null;
        }
        String info = uri.getRawUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        String user = info == null ? "" : decode(colon < 0 ? info : info.substring(0, colon));
        String password = info == null || colon < 0 ? "" : decode(info.substring(colon + 1));
        String plainHost = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new NodeUri(
                new Endpoint(plainHost, port),
                tls,
                user.isEmpty() ? null : user,
                password.isEmpty() ? null : Secret.of(password));
    }

    /** The text with whatever could be a password blotted out, for messages about a URI that could not be read. */
    static String redact(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        int slashes = text.indexOf("//");
        int start = slashes < 0 || slashes > at ? 0 : slashes + 2;
        int colon = text.indexOf(':', start);
        return colon < 0 || colon > at ? text : text.substring(0, colon + 1) + "***" + text.substring(at);
    }

    private static String decode(String part) {
        // A plus is a plus here: only form data means a blank by it.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
