/** Load clients that record what was acknowledged, and checkers that find it again. Knows nothing of Sluice but addresses. */
@NullMarked
package dev.sluice.proof;

import org.jspecify.annotations.NullMarked;
