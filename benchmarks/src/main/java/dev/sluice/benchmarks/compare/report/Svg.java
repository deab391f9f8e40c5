package dev.sluice.benchmarks.compare.report;

import java.util.Locale;

/** Writes SVG, element by element. Coordinates are pixels, from the upper left. */
final class Svg {
    private static final String INK = "#222222";

    private final StringBuilder body = new StringBuilder();
    private final int width;

    Svg(int width) {
        this.width = width;
    }

    void rectangle(double x, double y, double w, double h, String fill) {
        body.append(String.format(
                Locale.ROOT, "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>%n", x, y, w, h, fill));
    }

    void line(double x1, double y1, double x2, double y2, String stroke, double thickness) {
        body.append(String.format(
                Locale.ROOT,
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='%.1f'/>%n",
                x1,
                y1,
                x2,
                y2,
                stroke,
                thickness));
    }

    void circle(double x, double y, double radius, String fill) {
        body.append(
                String.format(Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s'/>%n", x, y, radius, fill));
    }

    /** @param anchor start, middle or end: which part of the text is at x */
    void text(double x, double y, int size, String anchor, String text) {
        body.append(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' font-size='%d' text-anchor='%s' fill='%s'>%s</text>%n",
                x,
                y,
                size,
                anchor,
                INK,
                escaped(text)));
    }

    void heading(double x, double y, int size, String text) {
        body.append(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' font-size='%d' font-weight='bold' fill='%s'>%s</text>%n",
                x,
                y,
                size,
                INK,
                escaped(text)));
    }

    /** The document, of that height, on white. */
    String document(double height) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%.0f' viewBox='0 0 %d %.0f'"
                                + " font-family='Helvetica, Arial, sans-serif'>%n"
                                + "<rect width='100%%' height='100%%' fill='white'/>%n",
                        width,
                        height,
                        width,
                        height)
                + body + "</svg>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
