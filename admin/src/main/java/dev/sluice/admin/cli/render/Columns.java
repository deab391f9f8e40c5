package dev.sluice.admin.cli.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A table whose columns are as wide as what stands in them, one blank between them. */
final class Columns {
    /** Narrower than this a column tells nothing any more. */
    private static final int LEAST = 6;

    private final List<String> header;
    private final List<List<String>> rows;
    private final List<Integer> numbers;
    private final int[] widths;

    /** @param numbers columns that stand to the right */
    Columns(List<String> header, List<List<String>> rows, List<Integer> numbers) {
        this.header = header;
        this.rows = rows;
        this.numbers = numbers;
        this.widths = header.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
    }

    /** Makes the widest of some columns narrower, until a line fits or none of them can give more. */
    void shrink(List<Integer> columns, int width) {
        Comparator<Integer> byWidth = Comparator.comparingInt(column -> widths[column]);
        while (width() > width) {
            int widest = columns.stream().max(byWidth).orElseThrow();
            if (widths[widest] <= LEAST) {
                return;
            }
            widths[widest]--;
        }
    }

    private int width() {
        int width = widths.length - 1;
        for (int column : widths) {
            width += column;
        }
        return width;
    }

    String header() {
        return line(header);
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        List<String> fitted = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            fitted.add(cell(cells.get(column), widths[column], numbers.contains(column)));
        }
        return String.join(" ", fitted).stripTrailing();
    }

    private static String cell(String text, int width, boolean number) {
        String cut = text.length() > width ? text.substring(0, width - 1) + "~" : text;
        String blanks = " ".repeat(width - cut.length());
        return number ? blanks + cut : cut + blanks;
    }
}
