package dev.sluice.admin.http;

import dev.sluice.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** HTTP basic authentication (RFC 7617) with one password and any user name. */
final class BasicAuth {
    private static final String SCHEME = "Basic ";

    private final @Nullable Secret password;

    /** @param password null lets everyone in */
    BasicAuth(@Nullable Secret password) {
        this.password = password;
    }

    /** @param header the Authorization header; empty when there is none */
    boolean accepts(String header) {
        if (password == null) {
            return true;
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = decode(header.substring(SCHEME.length()).strip());
        int colon = 0;
        while (colon < given.length && given[colon] != ':') {
            colon++;
        }
        if (colon == given.length) {
            return false;
        }
        byte[] word = Arrays.copyOfRange(given, colon + 1, given.length);
        // In a time that does not depend on where the first difference is.
        return MessageDigest.isEqual(password.reveal().getBytes(StandardCharsets.UTF_8), word);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
