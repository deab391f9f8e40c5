/** The listener for clients: a connection comes in, a session that belongs to the gate of its event loop comes out. */
@NullMarked
package dev.sluice.proxy.server;

import org.jspecify.annotations.NullMarked;
