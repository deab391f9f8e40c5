/**
 * A live migration between two real servers, shown on one screen and proven from the outside. {@link dev.sluice.demo.Demo}
 * is the way in; Sluice itself is handed in behind {@link dev.sluice.demo.SluiceUnderTest}.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
