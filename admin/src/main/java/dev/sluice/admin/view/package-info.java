/**
 * What the migration says, as trees of maps, lists, strings, numbers and booleans: built once, and written as RESP by the
 * control port and as JSON by the HTTP port, so that both say the same under the same names.
 */
@NullMarked
package dev.sluice.admin.view;

import org.jspecify.annotations.NullMarked;
