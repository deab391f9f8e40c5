/** The control port, the HTTP port and the command line client: they ask the migration and render what it says. */
@NullMarked
package dev.sluice.admin;

import org.jspecify.annotations.NullMarked;
