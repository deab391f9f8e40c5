package dev.sluice.demo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers in words for a person; never in the words of the machine's own locale. */
public final class Words {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Words() {}

    /** {@code 200,000}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 79.0 MB}, in steps of 1,000. */
    public static String bytes(long number) {
        if (number < 1_000) {
            return number + " bytes";
        }
        double value = number;
        int unit = -1;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[Math.max(0, unit)]);
    }

    /** {@code 6.1 ms}. */
    public static String ms(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    /** {@code 3.2 s}, of milliseconds. */
    public static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }

    /** Joins words into lines that are no longer than {@code width}, unless one word is. */
    public static List<String> wrap(List<String> words, String separator, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (line.length() > 0 && line.length() + separator.length() + word.length() > width) {
                lines.add(line + separator.stripTrailing());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : separator).append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }
}
