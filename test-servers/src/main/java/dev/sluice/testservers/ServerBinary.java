package dev.sluice.testservers;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A server of one version that can be started.
 *
 * @param version as the server states it, such as {@code 7.0.15}
 */
public record ServerBinary(Family family, String version, Launcher launcher) {
    private static final Pattern DOT = Pattern.compile("\\.");

    /** Oldest first, by number and not by letter. */
    static final Comparator<ServerBinary> BY_VERSION = (a, b) -> compareVersions(a.version, b.version);

    /** Whether the version is {@code prefix} or one of its line: 6.2.7 is of the lines 6 and 6.2, not of 6.20. */
    public boolean isOfLine(String prefix) {
        return version.equals(prefix) || version.startsWith(prefix + ".");
    }

    /** Whether the version is at least {@code other}, such as {@code 7.0}. */
    public boolean isAtLeast(String other) {
        return compareVersions(version, other) >= 0;
    }

    static int compareVersions(String a, String b) {
        String[] left = DOT.split(a, -1);
        String[] right = DOT.split(b, -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = Integer.compare(part(left, i), part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int part(String[] parts, int i) {
        return i < parts.length ? Integer.parseInt(parts[i]) : 0;
    }

    @Override
    public String toString() {
        return family + " " + version;
    }
}
