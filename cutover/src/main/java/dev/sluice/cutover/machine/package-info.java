/**
 * The states of a migration and the only function that says which state follows which. Events go in, states come out; nothing
 * here does I/O, reads a clock or knows a thread.
 */
@NullMarked
package dev.sluice.cutover.machine;

import org.jspecify.annotations.NullMarked;
