package dev.sluice.testservers;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds servers by family and version: those bundled in {@code -Dsluice.servers.dir} (by default the directory
 * {@code servers} beside the runnable jar), then those on the PATH. Thread-safe; the search is made once.
 */
public final class ServerKit {
    /** System property: the directory of the bundled servers. */
    public static final String DIRECTORY_PROPERTY = "sluice.servers.dir";

    private static final Logger LOG = LoggerFactory.getLogger(ServerKit.class);
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private static @Nullable List<ServerBinary> known;

    private ServerKit() {}

    /**
     * The newest server of a version line; a bundled one before one of the same version on the PATH, and one of another
     * {@link ServerSource} where there is neither.
     *
     * @param line such as {@code 6.2} or {@code 7.0.15}
     */
    public static Optional<ServerBinary> find(Family family, String line) {
        return choose(available(), family, line).or(() -> elsewhere(family, line));
    }

    /** Like {@link #find}, but fails with the list of what there is. */
    public static ServerBinary require(Family family, String line) {
        return find(family, line)
                .orElseThrow(() -> new ServerException("no " + family + " " + line + " here; there is: " + describe()));
    }

    /** The server that an executable is, by what it says of itself. */
    public static ServerBinary probe(Path executable) {
        return VersionProbe.probe(executable);
    }

    /** Every server there is, for messages: {@code redis 6.2.7, redis 7.0.15}. */
    public static String describe() {
        String list =
                available().stream().map(ServerBinary::toString).distinct().collect(Collectors.joining(", "));
        return list.isEmpty() ? "none" : list;
    }

    private static Optional<ServerBinary> elsewhere(Family family, String line) {
        return ServiceLoader.load(ServerSource.class).stream()
                .flatMap(source -> source.get().find(family, line).stream())
                .findFirst();
    }

    static Optional<ServerBinary> choose(List<ServerBinary> servers, Family family, String line) {
        // Of equal versions max() keeps the first, which is the bundled one.
        return servers.stream()
                .filter(server -> server.family() == family && server.isOfLine(line))
                .max(ServerBinary.BY_VERSION);
    }

    private static synchronized List<ServerBinary> available() {
        List<ServerBinary> servers = known;
        if (servers == null) {
            servers = search();
            known = servers;
        }
        return servers;
    }

    private static List<ServerBinary> search() {
        List<ServerBinary> found = new ArrayList<>();
        Stream<Path> executables = onPath();
        Optional<Path> directory = bundleDirectory();
        if (directory.isPresent()) {
            BundledServers bundled = new BundledServers(directory.get());
            found.addAll(bundled.inJars());
            executables = Stream.concat(bundled.unpacked().stream(), executables);
        }
        executables.forEach(executable -> {
            try {
                found.add(VersionProbe.probe(executable));
            } catch (ServerException e) {
                LOG.warn("left out: {}", e.getMessage());
            }
        });
        return List.copyOf(found);
    }

    private static Stream<Path> onPath() {
        String path = System.getenv("PATH");
        return SEPARATOR
                .splitAsStream(path == null ? "" : path)
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> Stream.of(Family.values()).map(family -> Path.of(directory, family.executable())))
                .filter(Files::isExecutable)
                .distinct();
    }

    private static Optional<Path> bundleDirectory() {
        String directory = System.getProperty(DIRECTORY_PROPERTY);
        if (directory != null && !directory.isBlank()) {
            return Optional.of(Path.of(directory));
        }
        CodeSource source = ServerKit.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            return Optional.ofNullable(jar.getParent()).map(parent -> parent.resolve("servers"));
        } catch (URISyntaxException e) {
            throw new ServerException("the runnable jar has no path: " + source.getLocation(), e);
        }
    }
}
