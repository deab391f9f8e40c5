/** How far the receiving node is behind, in time: captured offsets go in with the moment they came, an age comes out. */
@NullMarked
package dev.sluice.replication.lag;

import org.jspecify.annotations.NullMarked;
