/**
 * What a client sees through Sluice is what it sees directly. Seeded traffic flows from a grammar into two worlds at once, a
 * server and Sluice before another server of the same kind; every frame that comes back is compared.
 */
@NullMarked
package dev.sluice.it.transparency;

import org.jspecify.annotations.NullMarked;
