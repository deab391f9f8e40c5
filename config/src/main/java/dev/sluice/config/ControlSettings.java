package dev.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * The control port.
 *
 * @param password of the operator role: every verb; null asks for none and is allowed on loopback only
 * @param readOnlyPassword of the read-only role: PING, HELP, STATUS, PREFLIGHT, EVENTS; null: no such role
 */
public record ControlSettings(
        Endpoint listen,
        @Nullable Secret password,
        @Nullable Secret readOnlyPassword) {}
