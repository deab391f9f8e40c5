/**
 * Where one is in a replication history: replication ids, the offsets up to which each of them is valid, and what a replica
 * asks for. Values only.
 */
@NullMarked
package dev.sluice.replication.position;

import org.jspecify.annotations.NullMarked;
