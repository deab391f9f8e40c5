package dev.sluice.demo.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report as JSON. */
public final class JsonReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonReport() {}

    /** Writes the file, and the directory it is to stand in. */
    public static void write(DemoReport report, Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text(report) + System.lineSeparator());
    }

    public static String text(DemoReport report) throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report);
    }
}
