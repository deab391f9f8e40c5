package dev.sluice.proof.check;

import java.util.List;

/**
 * What the checkers found. All counts but the first four are zero when the claim holds.
 *
 * @param acknowledged operations with a reply that is no error, reads too
 * @param refused writes around the proxy that the fence refused
 * @param unknown operations whose reply was lost with their connection
 * @param errors error replies that should not have come
 * @param lost acknowledged writes that are not at the target
 * @param duplicated writes that are there more often than once
 * @param reordered writes of one client out of their order, and operations on a shared counter out of real time
 * @param phantom found, though refused or never sent; a transaction applied by half
 * @param stale reads that did not see an earlier acknowledged write
 * @param details the first findings in words, at most {@link #MAX_DETAILS}
 */
public record Verdict(
        long acknowledged,
        long refused,
        long unknown,
        long errors,
        long lost,
        long duplicated,
        long reordered,
        long phantom,
        long stale,
        List<String> details) {
    public static final int MAX_DETAILS = 50;

    /** Whether every acknowledged write is there once and in order, and nothing else is; errors are not looked at. */
    public boolean exact() {
        return lost == 0 && duplicated == 0 && reordered == 0 && phantom == 0 && stale == 0;
    }
}
