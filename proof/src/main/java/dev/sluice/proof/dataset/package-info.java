/**
 * Data sets: keys of every type go into a server; images of keys, read from a server as a client reads them, come out and
 * are compared. An image is a digest of what a value means, not of how a server stores it, so versions can be compared.
 */
@NullMarked
package dev.sluice.proof.dataset;

import org.jspecify.annotations.NullMarked;
