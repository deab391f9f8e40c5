package dev.sluice.proof.dataset;

/**
 * What to load.
 *
 * @param keys how many in all
 * @param databases they are spread over databases 0 to this, exclusive
 * @param largeElements elements of each large collection; every database has one of each type
 * @param seed of all that is random: the same settings load the same data
 */
public record DataSpec(int keys, int databases, int largeElements, long seed) {
    /** What all keys of a data set begin with. */
    public static final String PREFIX = "data:";

    public DataSpec {
        if (keys < 0 || databases < 1 || largeElements < 1) {
            throw new IllegalArgumentException(
                    "keys " + keys + ", databases " + databases + ", large " + largeElements);
        }
    }

    /** Four databases, collections of up to 10,000 elements. */
    public static DataSpec of(int keys) {
        return new DataSpec(keys, 4, 10_000, 1);
    }
}
