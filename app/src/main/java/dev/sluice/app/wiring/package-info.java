/** Builds everything from the settings, in order, and takes it down in the opposite one. */
@NullMarked
package dev.sluice.app.wiring;

import org.jspecify.annotations.NullMarked;
