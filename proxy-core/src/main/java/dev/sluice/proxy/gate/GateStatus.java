package dev.sluice.proxy.gate;

import dev.sluice.config.NodeRole;
import java.time.Duration;

/**
 * @param active the node that serves
 * @param epoch number of the last change of route; 0 when there was none
 * @param clients sessions now open
 * @param heldFor since commands are held; zero when none are to be
 */
public record GateStatus(
        NodeRole active, long epoch, int clients, long heldCommands, long heldBytes, Duration heldFor) {}
