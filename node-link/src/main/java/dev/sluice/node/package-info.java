/**
 * How anyone deals with a node: dialling, TLS, the handshake, the control client, the command table, the ledger of changes.
 * The packages below do that; this one holds only what they share: the words of a server's error, made fit to be shown.
 */
@NullMarked
package dev.sluice.node;

import org.jspecify.annotations.NullMarked;
