/**
 * Sluice as a replica of a node: a connection is dialled, the handshake asks for a position, and the snapshot and the stream
 * come out as buffers, in order and to the byte. {@link dev.sluice.replication.link.Capture} keeps a connection up;
 * {@link dev.sluice.replication.link.CaptureListener} decides what is asked for and keeps what comes. One event loop.
 */
@NullMarked
package dev.sluice.replication.link;

import org.jspecify.annotations.NullMarked;
