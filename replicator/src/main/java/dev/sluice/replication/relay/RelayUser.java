package dev.sluice.replication.relay;

import dev.sluice.config.Secret;

/** How one node logs in at the replication port ({@code masteruser}, {@code masterauth}). */
public record RelayUser(String user, Secret password) {}
