/**
 * What Sluice changed at the nodes and owes them back. Every value is written down and fsynced before it is changed; what is
 * written down survives this process and is put back by whichever comes next.
 */
@NullMarked
package dev.sluice.node.ledger;

import org.jspecify.annotations.NullMarked;
