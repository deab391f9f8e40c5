/**
 * The only door to all sessions at once. What is asked of {@link dev.sluice.proxy.gate.TrafficGate} on any thread is done by
 * a {@link dev.sluice.proxy.gate.LoopGate} on each event loop, and is complete when the last of them has done it.
 */
@NullMarked
package dev.sluice.proxy.gate;

import org.jspecify.annotations.NullMarked;
