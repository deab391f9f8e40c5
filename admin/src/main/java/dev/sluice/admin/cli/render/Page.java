package dev.sluice.admin.cli.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of text no wider than a terminal: longer ones go on below, under where they began. */
final class Page {
    static final int WIDTH = 80;

    private static final int LABEL = 9;

    private final StringBuilder text = new StringBuilder();

    /** A line as it is; the caller sees to its width. */
    Page line(String line) {
        text.append(line.stripTrailing()).append('\n');
        return this;
    }

    /** {@code lag      1.0 KiB, 35 ms}. */
    Page field(String label, String value) {
        return indented(fit(label, LABEL), value);
    }

    /** The lead, then the value, its further lines as far in as the lead is long. The lead has no colours. */
    Page indented(String lead, String value) {
        String margin = lead;
        for (String part : wrap(value, WIDTH - lead.length())) {
            line(margin + part);
            margin = " ".repeat(lead.length());
        }
        return this;
    }

    /** Breaks at blanks where it can. */
    static List<String> wrap(String value, int width) {
        List<String> lines = new ArrayList<>();
        String rest = value.strip();
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int cut = blank > 0 ? blank : width;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        lines.add(rest);
        return lines;
    }

    /** Cut to this many columns, or filled up with blanks; the last column stays blank either way. */
    static String fit(String value, int width) {
        String cut = value.length() >= width ? value.substring(0, width - 2) + "~" : value;
        return cut + " ".repeat(width - cut.length());
    }

    /** {@code [######....]  60%}; what is not known gives an empty bar. */
    static String bar(long part, long whole, int width) {
        if (part < 0 || whole < 0) {
            return "[" + ".".repeat(width) + "]    ?";
        }
        double share = whole == 0 ? 1 : Math.min(1, (double) part / whole);
        int filled = (int) (share * width);
        return "[" + "#".repeat(filled) + ".".repeat(width - filled) + "] "
                + String.format(Locale.ROOT, "%3d%%", (int) (share * 100));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
