/** Where log events go: through one appender to standard error, as text. */
@NullMarked
package dev.sluice.app.log;

import org.jspecify.annotations.NullMarked;
