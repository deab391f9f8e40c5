/**
 * Who a session is, as its client and the operator see it. Many sessions share one connection to the node, so what the node
 * says of "the connection" is replaced here by what is true of the session, and what a client asks about others by their id
 * or address is understood here. Whole requests and replies come in as bytes and go out as bytes; nothing is sent from here.
 */
@NullMarked
package dev.sluice.proxy.identity;

import org.jspecify.annotations.NullMarked;
