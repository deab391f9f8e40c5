package dev.sluice.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The servers in a directory: binaries inside jars, as org.signal:embedded-redis packs them
 * ({@code redis-server-6.2.7-linux-amd64}), and trees unpacked from packages ({@code trixie/bin/valkey-server}).
 * A binary is copied out once, into {@code bin} beside the jars, or under the user's cache where that is read-only.
 */
final class BundledServers {
    private static final Pattern ENTRY = Pattern.compile("(redis|valkey)-server-([0-9.]+)-([a-z]+)-([a-z0-9]+)");

    private final Path directory;
    private final String platform;

    BundledServers(Path directory) {
        this(directory, platform(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
    }

    BundledServers(Path directory, String platform) {
        this.directory = directory;
        this.platform = platform;
    }

    /** The operating system and processor in the words of the jars: {@code linux-amd64}. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : osName.toLowerCase(Locale.ROOT);
        String arch = switch (osArch) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> osArch;
        };
        return os + "-" + arch;
    }

    List<ServerBinary> inJars() {
        List<ServerBinary> found = new ArrayList<>();
        for (Path jar : list(directory, "*.jar")) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    Matcher name = ENTRY.matcher(entry.getName());
                    if (name.matches() && platform.equals(name.group(3) + "-" + name.group(4))) {
                        Family family = Family.parse(name.group(1)).orElseThrow();
                        found.add(new ServerBinary(family, name.group(2), new LocalLauncher(copyOut(zip, entry))));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the servers in " + jar, e);
            }
        }
        return found;
    }

    /** Executables of unpacked trees; their version is not known from their name. */
    List<Path> unpacked() {
        List<Path> found = new ArrayList<>();
        for (Path tree : list(directory, "*")) {
            for (Family family : Family.values()) {
                Path executable = tree.resolve("bin").resolve(family.executable());
                if (Files.isExecutable(executable)) {
                    found.add(executable);
                }
            }
        }
        return found;
    }

    private Path copyOut(ZipFile zip, ZipEntry entry) throws IOException {
        Path bin = Files.isWritable(directory)
                ? directory.resolve("bin")
                : Path.of(System.getProperty("user.home", "."), ".cache", "sluice", "servers");
        Path executable = bin.resolve(entry.getName());
        if (Files.isExecutable(executable) && Files.size(executable) == entry.getSize()) {
            return executable;
        }
        Files.createDirectories(bin);
        // Under a name of its own first: another process may be copying the same binary, or already running it.
        Path copy = Files.createTempFile(bin, entry.getName(), ".copy");
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            if (!copy.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + copy + " executable");
            }
            Files.move(copy, executable, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
        }
        return executable;
    }

    private static List<Path> list(Path directory, String glob) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            var matcher = directory.getFileSystem().getPathMatcher("glob:" + glob);
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
