/** The composition root: wiring, thin adapters, start and stop order. Nobody depends on it. */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
