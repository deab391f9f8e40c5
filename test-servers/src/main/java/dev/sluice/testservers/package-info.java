/**
 * Finds and starts real servers, and puts a TCP proxy with faults between two ends. Knows nothing of Sluice: a family and a
 * version go in, a process on a loopback port comes out, and everything is gone when it is closed or the JVM exits.
 */
@NullMarked
package dev.sluice.testservers;

import org.jspecify.annotations.NullMarked;
