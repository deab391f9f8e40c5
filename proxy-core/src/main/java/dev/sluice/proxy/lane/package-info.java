/** One connection from Sluice to a node that carries a session's commands: bytes go out and come in as they are. */
@NullMarked
package dev.sluice.proxy.lane;

import org.jspecify.annotations.NullMarked;
