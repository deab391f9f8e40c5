package dev.sluice.node.dial;

import dev.sluice.config.TlsSettings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The client side's TLS contexts, by the JDK's provider; each is made once and its files are read then. Any thread; reads files. */
final class TlsContexts {
    private static final String VERIFY_HOST = "HTTPS";

    private final Map<TlsSettings, SslContext> made = new ConcurrentHashMap<>();

    SslContext client(TlsSettings settings) throws TlsContextException {
        SslContext known = made.get(settings);
        if (known != null) {
            return known;
        }
        SslContext fresh = build(settings);
        made.put(settings, fresh);
        return fresh;
    }

    private static SslContext build(TlsSettings settings) throws TlsContextException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm(settings.verifyHostname() ? VERIFY_HOST : null);
        readable(settings.caFile(), "CA file");
        readable(settings.certificateFile(), "certificate file");
        readable(settings.keyFile(), "key file");
        try {
            if (settings.caFile() != null) {
                builder.trustManager(settings.caFile().toFile());
            }
            if (settings.certificateFile() != null && settings.keyFile() != null) {
                builder.keyManager(
                        settings.certificateFile().toFile(), settings.keyFile().toFile());
            }
            return builder.build();
        } catch (IllegalArgumentException | SSLException e) {
            throw new TlsContextException("the PEM files of its TLS settings cannot be used: " + files(settings), e);
        }
    }

    private static void readable(@Nullable Path file, String what) throws TlsContextException {
        if (file != null && !Files.isReadable(file)) {
            throw new TlsContextException("cannot read the " + what + " " + file, null);
        }
    }

    private static String files(TlsSettings settings) {
        StringBuilder text = new StringBuilder();
        for (Path file : new Path[] {settings.caFile(), settings.certificateFile(), settings.keyFile()}) {
            if (file != null) {
                text.append(text.length() == 0 ? "" : ", ").append(file);
            }
        }
        return text.toString();
    }
}
