package dev.sluice.replication.control;

import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;

/** What one node needs to replicate from Sluice: where ({@code REPLICAOF}), {@code masteruser} and {@code masterauth}. */
public record Credentials(Endpoint announced, String user, Secret password) {}
