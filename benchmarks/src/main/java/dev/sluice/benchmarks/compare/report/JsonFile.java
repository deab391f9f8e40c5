package dev.sluice.benchmarks.compare.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report for programs, and text files in general: with the directory that they are to stand in. */
public final class JsonFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonFile() {}

    /** @param value a record, a map or a list */
    public static void write(Object value, Path file) throws IOException {
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
