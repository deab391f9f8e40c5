/** How anyone deals with a node: dialling, TLS, the handshake, the control client, the command table, the ledger of changes. */
@NullMarked
package dev.sluice.node;

import org.jspecify.annotations.NullMarked;
