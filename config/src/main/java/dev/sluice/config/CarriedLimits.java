package dev.sluice.config;

/**
 * How much is remembered so that another node can be given it.
 *
 * @param transactionCommands commands queued in one session's MULTI; a session with more keeps a cutover waiting for its EXEC
 * @param transactionBytes and their bytes, as the client sent them
 * @param scripts bodies of scripts, of all clients together; those that were not used for longest are forgotten
 * @param scriptBytes and their bytes
 */
public record CarriedLimits(int transactionCommands, int transactionBytes, int scripts, long scriptBytes) {}
