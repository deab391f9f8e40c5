/**
 * What the coordinator runs on: time as an argument, one thread of its own, and calls to the nodes that can be waited for no
 * longer than a limit. Knows nothing of states.
 */
@NullMarked
package dev.sluice.cutover.runtime;

import org.jspecify.annotations.NullMarked;
