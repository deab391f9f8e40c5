/**
 * What a cutover does to a node, in the words of a cutover: reject and accept writes, pause, follow, promote, look. Each
 * becomes a few commands on the control connection, with every changed parameter in the ledger first.
 */
@NullMarked
package dev.sluice.node.operator;

import org.jspecify.annotations.NullMarked;
