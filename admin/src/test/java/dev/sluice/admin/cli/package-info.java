/** Tests of the command line's verbs, without a control port. */
@NullMarked
package dev.sluice.admin.cli;

import org.jspecify.annotations.NullMarked;
