package dev.sluice.benchmarks.compare.load;

/** What is asked of the server. */
public enum Operation {
    SET,
    GET
}
