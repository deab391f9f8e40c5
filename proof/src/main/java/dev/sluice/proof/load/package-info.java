/**
 * Clients under load, each a thread with one connection that is never made again. Facts go to the server, what became of
 * them goes into histories.
 */
@NullMarked
package dev.sluice.proof.load;

import org.jspecify.annotations.NullMarked;
