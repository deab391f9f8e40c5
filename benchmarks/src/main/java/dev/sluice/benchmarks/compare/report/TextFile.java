package dev.sluice.benchmarks.compare.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a report says into files, and makes the directory that they are to stand in. */
public final class TextFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TextFile() {}

    /** @param value a record, a map or a list */
    public static void writeJson(Object value, Path file) throws IOException {
        write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value), file);
    }

    public static void write(String text, Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text + System.lineSeparator());
    }
}
