/**
 * The control connection to a node: Sluice's own commands, one blocking call at a time, over Lettuce. Texts and values come
 * out, or the server's words; no client's command and no replication stream passes here.
 */
@NullMarked
package dev.sluice.node.control;

import org.jspecify.annotations.NullMarked;
