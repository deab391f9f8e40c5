package dev.sluice.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledServersTest {
    @TempDir
    private Path directory;

    @Test
    void shouldCopyOutTheBinariesOfThisPlatformOnly() throws IOException {
        jar("a.jar", "redis-server-6.2.7-linux-amd64", "redis-server-6.2.7-darwin-arm64", "redis/embedded/Redis.class");
        jar("b.jar", "redis-server-7.0.15-linux-amd64");

        List<ServerBinary> found = new BundledServers(directory, "linux-amd64").inJars();

        assertThat(found).extracting(ServerBinary::version).containsExactly("6.2.7", "7.0.15");
        assertThat(executable(found.get(0))).isExecutable().hasContent("redis-server-6.2.7-linux-amd64");
        assertThat(directory.resolve("bin")).isDirectoryNotContaining("glob:**.copy");
    }

    @Test
    void shouldCopyAgainWhatIsDamaged() throws IOException {
        jar("a.jar", "redis-server-6.2.7-linux-amd64");
        BundledServers servers = new BundledServers(directory, "linux-amd64");
        Path executable = executable(servers.inJars().get(0));
        Files.writeString(executable, "half");

        servers.inJars();

        assertThat(executable).hasContent("redis-server-6.2.7-linux-amd64");
    }

    @Test
    void shouldFindUnpackedTrees() throws IOException {
        Path executable = directory.resolve("trixie/bin/valkey-server");
        Files.createDirectories(executable.getParent());
        Files.writeString(executable, "#!/bin/sh");
        assertThat(executable.toFile().setExecutable(true)).isTrue();

        assertThat(new BundledServers(directory).unpacked()).containsExactly(executable);
    }

    @Test
    void shouldFindNothingWhereNothingIs() {
        BundledServers servers = new BundledServers(directory.resolve("absent"));

        assertThat(servers.inJars()).isEmpty();
        assertThat(servers.unpacked()).isEmpty();
    }

    @Test
    void shouldNamePlatformsAsTheJarsDo() {
        assertThat(BundledServers.platform("Linux", "amd64")).isEqualTo("linux-amd64");
        assertThat(BundledServers.platform("Mac OS X", "aarch64")).isEqualTo("darwin-arm64");
    }

    private static Path executable(ServerBinary binary) {
        return ((LocalLauncher) binary.launcher()).executable();
    }

    private void jar(String name, String... entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(directory.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
