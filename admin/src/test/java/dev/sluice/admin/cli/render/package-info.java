/** Tests of what a person sees, as whole texts. */
@NullMarked
package dev.sluice.admin.cli.render;

import org.jspecify.annotations.NullMarked;
