/**
 * Servers in containers, for versions that are neither bundled nor installed: {@code mvn verify -Pcontainers}. Compiled with
 * that profile only, so that nobody else needs Testcontainers.
 */
package dev.sluice.it.containers;
