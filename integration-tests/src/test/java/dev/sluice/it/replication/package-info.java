/** The copy against real servers: full and partial, under load, over lost links and restarts, and the native switch by hand. */
package dev.sluice.it.replication;
