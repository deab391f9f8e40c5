/**
 * A client's connection and all that the protocol attaches to it. Requests go in at {@link
 * dev.sluice.proxy.session.CommandPump}, are told apart, and leave as the bytes they came in on the session's lane; replies
 * come back through {@link dev.sluice.proxy.session.ReplyPump}, matched to what they answer. Everything of a session happens
 * on one event loop.
 */
@NullMarked
package dev.sluice.proxy.session;

import org.jspecify.annotations.NullMarked;
