package dev.sluice.proxy.lane;

import dev.sluice.config.Secret;

/**
 * What a client authenticated with.
 *
 * @param user {@code default} when only a password was given
 */
public record Credentials(String user, Secret password) {
    /** The user that AUTH with a password alone means. */
    public static final String DEFAULT_USER = "default";
}
