/** The control port and the HTTP port over real sockets, as redis-cli, a client library and a scraper see them. */
@NullMarked
package dev.sluice.it.admin;

import org.jspecify.annotations.NullMarked;
