/** Client sessions, their lanes, and the gate through which all of them are prepared, held, drained, switched and resumed. */
@NullMarked
package dev.sluice.proxy;

import org.jspecify.annotations.NullMarked;
