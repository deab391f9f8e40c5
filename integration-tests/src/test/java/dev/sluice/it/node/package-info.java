/** Dialling, shaking hands, controlling and reading real nodes. */
@NullMarked
package dev.sluice.it.node;

import org.jspecify.annotations.NullMarked;
