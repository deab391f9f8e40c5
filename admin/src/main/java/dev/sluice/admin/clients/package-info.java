/** What admin asks for to tell of client connections: whoever serves clients answers, through the adapter of {@code app}. */
@NullMarked
package dev.sluice.admin.clients;

import org.jspecify.annotations.NullMarked;
