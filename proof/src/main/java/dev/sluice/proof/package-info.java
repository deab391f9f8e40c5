/**
 * Proof from the outside. Load clients write unique facts and record what was acknowledged; checkers find each of them again
 * at the target; data sets are loaded, read and compared. Knows nothing of Sluice but addresses.
 */
@NullMarked
package dev.sluice.proof;

import org.jspecify.annotations.NullMarked;
