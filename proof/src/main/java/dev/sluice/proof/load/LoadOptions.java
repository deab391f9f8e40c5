package dev.sluice.proof.load;

import dev.sluice.proof.history.FactKeys;

/**
 * How much load, and of what kind.
 *
 * @param clients that go through the proxy
 * @param bypassClients that write straight to the source until it refuses them
 * @param databases the clients are spread over databases 0 to this, exclusive
 * @param operationsPerSecond of one client at most; 0 for as fast as replies come
 * @param seed of the choice of operations
 */
public record LoadOptions(
        int clients, int bypassClients, int databases, int operationsPerSecond, FactKeys keys, long seed) {

    public LoadOptions {
        if (clients < 0 || bypassClients < 0 || databases < 1 || operationsPerSecond < 0) {
            throw new IllegalArgumentException("negative load");
        }
    }

    /** 200 operations a second of each client, no bypass, four databases. */
    public static LoadOptions of(int clients, String run) {
        return new LoadOptions(clients, 0, 4, 200, new FactKeys(run), 1);
    }

    public LoadOptions withBypass(int count) {
        return new LoadOptions(clients, count, databases, operationsPerSecond, keys, seed);
    }

    public LoadOptions withRate(int perSecond) {
        return new LoadOptions(clients, bypassClients, databases, perSecond, keys, seed);
    }

    public LoadOptions withSeed(long newSeed) {
        return new LoadOptions(clients, bypassClients, databases, operationsPerSecond, keys, newSeed);
    }

    public LoadOptions withDatabases(int count) {
        return new LoadOptions(clients, bypassClients, count, operationsPerSecond, keys, seed);
    }
}
