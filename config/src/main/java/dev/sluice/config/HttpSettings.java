package dev.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP port for metrics and health.
 *
 * @param password of HTTP basic authentication (any user name); null asks for none and is allowed on loopback only
 */
public record HttpSettings(Endpoint listen, @Nullable Secret password) {}
