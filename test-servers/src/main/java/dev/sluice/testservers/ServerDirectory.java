package dev.sluice.testservers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temporary directory of one server: configuration, log, and what the server writes itself. */
record ServerDirectory(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerDirectory.class);

    static ServerDirectory create(ServerBinary binary, int port) {
        try {
            return new ServerDirectory(Files.createTempDirectory("sluice-" + binary.family() + "-" + port + "-"));
        } catch (IOException e) {
            throw new ServerException("no temporary directory for " + binary + ": " + e.getMessage(), e);
        }
    }

    Path configFile() {
        return path.resolve("server.conf");
    }

    Path logFile() {
        return path.resolve("server.log");
    }

    void writeConfig(List<String> lines) throws IOException {
        Files.write(configFile(), lines, StandardCharsets.UTF_8);
    }

    String logTail(int lines) {
        try {
            List<String> all = Files.readAllLines(logFile(), StandardCharsets.ISO_8859_1);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Deepest first. Files that a dying server removes meanwhile are no fault. */
    void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.warn("cannot remove {}: {}", path, e.toString());
        }
    }
}
