/** A migration that answers what a test tells it to, and samples of what a migration says. */
@NullMarked
package dev.sluice.admin.testkit;

import org.jspecify.annotations.NullMarked;
