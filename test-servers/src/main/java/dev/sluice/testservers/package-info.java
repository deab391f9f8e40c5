/** Finds and starts real servers, and puts a TCP proxy with faults between two ends. Knows nothing of Sluice. */
@NullMarked
package dev.sluice.testservers;

import org.jspecify.annotations.NullMarked;
