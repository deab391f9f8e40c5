/** Tests of the control port, over embedded channels. */
@NullMarked
package dev.sluice.admin.control;

import org.jspecify.annotations.NullMarked;
