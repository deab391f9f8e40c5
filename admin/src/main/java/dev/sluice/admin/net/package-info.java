/** What the two listeners of this module share: binding, a limit on connections, workers for what may take time, stopping. */
@NullMarked
package dev.sluice.admin.net;

import org.jspecify.annotations.NullMarked;
