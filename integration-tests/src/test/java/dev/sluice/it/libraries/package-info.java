/** Client libraries as applications use them, through Sluice: each program asserts what its library gives it. */
@NullMarked
package dev.sluice.it.libraries;

import org.jspecify.annotations.NullMarked;
