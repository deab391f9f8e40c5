/** Bytes to RESP2 and RESP3 frames and back. Knows no command, no channel life cycle and no settings. */
@NullMarked
package dev.sluice.resp;

import org.jspecify.annotations.NullMarked;
