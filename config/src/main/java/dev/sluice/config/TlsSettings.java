package dev.sluice.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a TLS connection is verified and what Sluice presents.
 *
 * @param caFile PEM file of certificate authorities to trust; null trusts the JDK's own
 * @param certificateFile PEM certificate chain that Sluice presents; null presents none
 * @param keyFile PEM (PKCS#8) private key of that certificate
 * @param verifyHostname whether the certificate must name the host that was dialled
 */
public record TlsSettings(
        @Nullable Path caFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        boolean verifyHostname) {

    public static TlsSettings defaults() {
        return new TlsSettings(null, null, null, true);
    }
}
