/**
 * What commands are: which may write, block or change the session, and where their keys stand. The built-in table of the core
 * commands goes in, a node's own COMMAND reply over it; out comes an immutable table that answers for a request's first bytes
 * without allocating.
 */
@NullMarked
package dev.sluice.node.command;

import org.jspecify.annotations.NullMarked;
