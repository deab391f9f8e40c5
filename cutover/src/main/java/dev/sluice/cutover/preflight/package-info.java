/**
 * The checks before anything is touched. What the nodes, the sessions and the settings say goes in, a list of outcomes with
 * advice comes out; all of it pure functions, so that every case is a test without a server.
 */
@NullMarked
package dev.sluice.cutover.preflight;

import org.jspecify.annotations.NullMarked;
