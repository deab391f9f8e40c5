package dev.sluice.proof.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What two data sets have in common.
 *
 * @param compared keys that both have
 * @param different keys of which type, value or time to live differ, and keys that one has and the other lacks
 * @param expired keys that only one has because they expired between the readings
 * @param details the first differences in words, at most {@link #MAX_DETAILS}
 */
public record DatasetComparison(long compared, long different, long expired, List<String> details) {
    public static final int MAX_DETAILS = 50;

    /** Times to live are taken as equal within this, for servers that state only the time left. */
    public static final long TTL_TOLERANCE_MS = 250;

    public boolean equal() {
        return different == 0;
    }

    /** Compares what was read from two servers; the order of the two matters only for the words. */
    public static DatasetComparison compare(DatasetImage expected, DatasetImage actual) {
        long compared = 0;
        long expired = 0;
        List<String> differences = new ArrayList<>();
        for (Map.Entry<KeyName, KeyImage> entry : expected.keys().entrySet()) {
            KeyImage image = entry.getValue();
            KeyImage other = actual.keys().get(entry.getKey());
            if (other != null) {
                compared++;
                addDifference(differences, entry.getKey(), image, other);
            } else if (expiredBy(image, actual.readAtMs())) {
                expired++;
            } else {
                differences.add(entry.getKey() + " is missing (" + image.type() + ")");
            }
        }
        for (Map.Entry<KeyName, KeyImage> entry : actual.keys().entrySet()) {
            if (expected.keys().containsKey(entry.getKey())) {
                continue;
            }
            if (expiredBy(entry.getValue(), expected.readAtMs())) {
                expired++;
            } else {
                differences.add(entry.getKey() + " should not be there ("
                        + entry.getValue().type() + ")");
            }
        }
        List<String> first = List.copyOf(differences.subList(0, Math.min(MAX_DETAILS, differences.size())));
        return new DatasetComparison(compared, differences.size(), expired, first);
    }

    private static void addDifference(List<String> differences, KeyName key, KeyImage image, KeyImage other) {
        if (!image.type().equals(other.type())) {
            differences.add(key + " is a " + other.type() + " instead of a " + image.type());
        } else if (!image.digest().equals(other.digest())) {
            differences.add(key + " has another value (" + image.type() + ")");
        } else if (!sameExpiry(image.expiresAtMs(), other.expiresAtMs())) {
            differences.add(key + " expires at " + other.expiresAtMs() + " instead of " + image.expiresAtMs());
        }
    }

    private static boolean sameExpiry(long a, long b) {
        if (a == KeyImage.NEVER || b == KeyImage.NEVER) {
            return a == b;
        }
        return Math.abs(a - b) <= TTL_TOLERANCE_MS;
    }

    private static boolean expiredBy(KeyImage image, long timeMs) {
        return image.expiresAtMs() != KeyImage.NEVER && image.expiresAtMs() <= timeMs + TTL_TOLERANCE_MS;
    }
}
