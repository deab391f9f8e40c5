/**
 * Checkers: histories and what is found at the target go in, a verdict with counts and words comes out. Only
 * {@link dev.sluice.proof.check.FactReader} and {@link dev.sluice.proof.check.HistoryVerifier} talk to a server.
 */
@NullMarked
package dev.sluice.proof.check;

import org.jspecify.annotations.NullMarked;
