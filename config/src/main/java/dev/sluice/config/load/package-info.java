/**
 * From HOCON to validated records. Layers (defaults, file, environment, command line) go in; either the whole
 * {@link dev.sluice.config.SluiceSettings} comes out, or every fault that was found, each with its path, its place, what was found
 * and what is allowed.
 */
@NullMarked
package dev.sluice.config.load;

import org.jspecify.annotations.NullMarked;
