package dev.sluice.proxy.gate;

/** How much may be held, over all sessions. */
public record HoldLimits(long maxBytes, long maxCommands) {}
