/**
 * One live screen. The flow writes what it does on a board; a ticker reads the board and shows it: redrawn in place on a
 * terminal, as plain lines elsewhere.
 */
@NullMarked
package dev.sluice.demo.screen;

import org.jspecify.annotations.NullMarked;
