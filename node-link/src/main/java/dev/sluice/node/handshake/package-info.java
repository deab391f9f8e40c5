/**
 * What makes an open connection usable: HELLO, AUTH, SELECT, names and whatever else gives it its state. Steps go in, all at
 * once in one write; their replies are taken out of the stream, and nothing else is.
 */
@NullMarked
package dev.sluice.node.handshake;

import org.jspecify.annotations.NullMarked;
