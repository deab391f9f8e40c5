package dev.sluice.proxy.server;

import dev.sluice.config.TlsSettings;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The server side of TLS for clients, by the JDK's provider, as everywhere in Sluice. Reads files. */
final class ClientTls {
    private ClientTls() {}

    /** @throws IOException when the files cannot be used; the message names them */
    static SslContext context(TlsSettings tls) throws IOException {
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(file(tls.certificateFile()), file(tls.keyFile()))
                    .sslProvider(SslProvider.JDK);
            if (tls.caFile() != null) {
                builder.trustManager(tls.caFile().toFile()).clientAuth(ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (IllegalArgumentException | SSLException e) {
            throw new IOException(
                    "the PEM files of sluice.listen.tls cannot be used (" + tls.certificateFile() + ", "
                            + tls.keyFile() + (tls.caFile() == null ? "" : ", " + tls.caFile()) + "): "
                            + e.getMessage(),
                    e);
        }
    }

    private static File file(@Nullable Path path) {
        if (path == null) {
            throw new IllegalArgumentException("certificate-file and key-file are needed together");
        }
        return path.toFile();
    }
}
