/**
 * The cutover. Verbs and ticks come in on one thread ({@link dev.sluice.cutover.MigrationCoordinator}), small operations act
 * through the ports, the machine says which state follows, and the journal makes the decision last.
 */
@NullMarked
package dev.sluice.cutover;

import org.jspecify.annotations.NullMarked;
