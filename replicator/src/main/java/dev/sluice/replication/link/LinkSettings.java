package dev.sluice.replication.link;

import dev.sluice.config.NodeSettings;
import java.time.Duration;

/**
 * How a node is captured from.
 *
 * @param listeningPort the replication port of Sluice, told to the node
 * @param announceVersion the server version that Sluice announces: the format of the snapshot follows it
 * @param ackInterval between acknowledgements
 * @param reconnectDelay longest pause between attempts to connect
 * @param linkTimeout silence after which a connection is given up
 */
public record LinkSettings(
        NodeSettings node,
        int listeningPort,
        String announceVersion,
        Duration ackInterval,
        Duration reconnectDelay,
        Duration linkTimeout) {}
