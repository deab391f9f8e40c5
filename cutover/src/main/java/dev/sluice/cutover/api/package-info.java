/**
 * The migration as operators see it: the verbs of the control port, and what they answer. The admin module renders what
 * stands here and decides nothing.
 */
@NullMarked
package dev.sluice.cutover.api;

import org.jspecify.annotations.NullMarked;
