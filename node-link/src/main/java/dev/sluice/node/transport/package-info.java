/**
 * The sockets underneath everything: which native transport this machine has, the event loops made from it, the one buffer
 * allocator, and the options every connection gets. Bytes and commands are unknown here.
 */
@NullMarked
package dev.sluice.node.transport;

import org.jspecify.annotations.NullMarked;
