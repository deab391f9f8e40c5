package dev.sluice.testservers;

/** Which way bytes flow through a {@link FaultyLink}. */
public enum Direction {
    TO_SERVER,
    TO_CLIENT
}
