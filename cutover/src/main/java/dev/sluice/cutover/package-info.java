/** The cutover: one machine, one coordinator, a journal, and the checks before. */
@NullMarked
package dev.sluice.cutover;

import org.jspecify.annotations.NullMarked;
