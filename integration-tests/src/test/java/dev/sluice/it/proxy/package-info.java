/** The proxy in front of real servers, seen from its clients. */
@NullMarked
package dev.sluice.it.proxy;

import org.jspecify.annotations.NullMarked;
