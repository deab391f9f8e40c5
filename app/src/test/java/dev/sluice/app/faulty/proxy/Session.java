package dev.sluice.app.faulty.proxy;

/** Without fault, but known by those who must not. */
public record Session(long id) {}
