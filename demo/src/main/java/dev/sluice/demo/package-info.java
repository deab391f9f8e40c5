/** A live migration between two real servers, shown on one screen and proven from the outside. */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
