/**
 * What a connection has subscribed to: acknowledgements of the node go in, the channels that another connection has to be told
 * come out. Knows the first words of a frame and nothing of lanes or sessions.
 */
@NullMarked
package dev.sluice.proxy.pubsub;

import org.jspecify.annotations.NullMarked;
