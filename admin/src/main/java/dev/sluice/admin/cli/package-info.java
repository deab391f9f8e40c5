/**
 * The command line's client of the control port. A {@link dev.sluice.admin.cli.ClientCommand} sends one verb over a
 * {@link dev.sluice.admin.cli.ControlConnection} and shows the answer: as text for a person, or as JSON for a program.
 */
@NullMarked
package dev.sluice.admin.cli;

import org.jspecify.annotations.NullMarked;
