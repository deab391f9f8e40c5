/** What the data path counts. Counts go in from the event loops, once per batch of bytes; meters of the registry read them. */
@NullMarked
package dev.sluice.proxy.metrics;

import org.jspecify.annotations.NullMarked;
