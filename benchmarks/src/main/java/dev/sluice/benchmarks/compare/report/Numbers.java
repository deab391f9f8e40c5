package dev.sluice.benchmarks.compare.report;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers for a person, short and never in the words of the machine's own locale. */
final class Numbers {
    static final String NONE = "-";

    private Numbers() {}

    /** {@code 0.94}, or {@code 12.3} from 10 on. */
    static String ratio(Optional<Double> value) {
        return value.map(Numbers::decimal).orElse(NONE);
    }

    /** {@code 71,000}, to three digits. */
    static String rate(double value) {
        double step = value >= 100_000 ? 1_000 : value >= 10_000 ? 100 : 1;
        return String.format(Locale.ROOT, "%,d", (long) (Math.round(value / step) * step));
    }

    /** Microseconds or milliseconds, to about three digits. */
    static String time(@Nullable Double value) {
        return value == null ? NONE : decimal(value);
    }

    /** On a scale: {@code 0.5}, {@code 1}, {@code 100}. */
    static String mark(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return value >= 1 && value == Math.rint(value) ? Long.toString((long) value) : text.replaceAll("\\.?0+$", "");
    }

    /** {@code 91} of 93,184. */
    static String megabytes(long kilobytes) {
        return kilobytes == 0 ? NONE : Long.toString(Math.round(kilobytes / 1024.0));
    }

    private static String decimal(double value) {
        String form = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
