package dev.sluice.config;

import java.time.Duration;

/**
 * Bounds of a cutover attempt. Every one of them ends in an abort that leaves clients at the node they were at.
 *
 * @param maxPause how long any client command may be held in all
 * @param maxLagBytes lag above which the state is not READY and a cutover is refused
 * @param readyAfter how long the lag must stay below that before the state is READY
 * @param prepareTimeout to dial, authenticate and set up a lane for every session, before anything is held
 * @param transactionTimeout how long a session inside MULTI or WATCH may take to its EXEC or DISCARD at the hold
 * @param drainTimeout to get the reply of everything sent
 * @param fenceTimeout to fence the active node and learn its final offset
 * @param catchUpTimeout for the standby to apply through that offset
 * @param sealTimeout to hold reads, promote and attach the reverse spool
 * @param undoTimeout to bring the replication link back after an abort
 * @param holdMaxBytes bytes of held commands in all; more aborts
 * @param holdMaxCommands number of held commands in all; more aborts
 * @param backlogBytes repl-backlog-size that the nodes are raised to during the migration; 0 leaves it
 */
public record CutoverSettings(
        Duration maxPause,
        long maxLagBytes,
        Duration readyAfter,
        Duration prepareTimeout,
        Duration transactionTimeout,
        Duration drainTimeout,
        Duration fenceTimeout,
        Duration catchUpTimeout,
        Duration sealTimeout,
        Duration undoTimeout,
        long holdMaxBytes,
        long holdMaxCommands,
        long backlogBytes) {}
