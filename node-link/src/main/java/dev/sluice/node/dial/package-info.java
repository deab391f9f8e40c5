/**
 * From a node's settings to an open, verified connection: name resolution, TCP, TLS. A {@link io.netty.channel.Channel} comes
 * out, or an error in words for an operator; no byte of the Redis protocol has been exchanged yet.
 */
@NullMarked
package dev.sluice.node.dial;

import org.jspecify.annotations.NullMarked;
