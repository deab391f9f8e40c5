/** Answers of the control port as text for a terminal of 80 columns. Strings come out; nothing is printed here. */
@NullMarked
package dev.sluice.admin.cli.render;

import org.jspecify.annotations.NullMarked;
