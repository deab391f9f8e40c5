package dev.sluice.admin.cli.render;

import java.util.List;
import java.util.Locale;

/** Numbers as a person reads them; {@code ?} for those not known (below zero). */
final class Units {
    private static final List<String> BYTES = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private Units() {}

    /** {@code 512 B}, {@code 1.5 MiB}. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return number(bytes) + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTES.size() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, BYTES.get(unit));
    }

    /** {@code 35 ms}, {@code 1.2 s}, {@code 3 min 20 s}. */
    static String time(long millis) {
        if (millis < 1_000) {
            return number(millis) + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        long seconds = millis / 1_000;
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** Seconds in at most four columns: {@code 59s}, {@code 12m}, {@code 23h}, {@code 400d}. */
    static String age(long seconds) {
        if (seconds < 60) {
            return number(seconds) + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m";
        }
        return seconds < 86_400 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }

    /** {@code 12.75 ms}. */
    static String millis(double millis) {
        return String.format(Locale.ROOT, "%.2f ms", millis);
    }

    static String number(long number) {
        return number < 0 ? "?" : Long.toString(number);
    }

    /** {@code 1 client}, {@code 2 clients}. */
    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }
}
