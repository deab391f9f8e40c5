/**
 * Typed settings. HOCON goes in through the loader, immutable records come out; every other module reads the records and
 * only the composition root calls the loader.
 */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
