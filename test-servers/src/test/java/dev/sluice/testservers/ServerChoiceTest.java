package dev.sluice.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {
    private static final Path EXECUTABLE = Path.of("/usr/bin/redis-server");
    private static final Launcher BUNDLED = new LocalLauncher(Path.of("/bundled"));
    private static final Launcher INSTALLED = new LocalLauncher(EXECUTABLE);

    private final List<ServerBinary> servers = List.of(
            new ServerBinary(Family.REDIS, "6.2.7", BUNDLED),
            new ServerBinary(Family.REDIS, "7.0.9", BUNDLED),
            new ServerBinary(Family.REDIS, "7.0.15", BUNDLED),
            new ServerBinary(Family.REDIS, "7.0.15", INSTALLED),
            new ServerBinary(Family.VALKEY, "8.0.1", INSTALLED));

    @Test
    void shouldTakeTheNewestOfALineByNumber() {
        assertThat(ServerKit.choose(servers, Family.REDIS, "7.0"))
                .map(ServerBinary::version)
                .hasValue("7.0.15");
    }

    @Test
    void shouldPreferTheBundledOneOfEqualVersions() {
        assertThat(ServerKit.choose(servers, Family.REDIS, "7.0.15"))
                .map(ServerBinary::launcher)
                .hasValue(BUNDLED);
    }

    @Test
    void shouldNotMixFamiliesOrLines() {
        assertThat(ServerKit.choose(servers, Family.REDIS, "8.0")).isEmpty();
        assertThat(ServerKit.choose(servers, Family.VALKEY, "7.0")).isEmpty();
        assertThat(ServerKit.choose(servers, Family.REDIS, "6")).isPresent();
        assertThat(ServerKit.choose(servers, Family.REDIS, "6.20")).isEmpty();
        assertThat(ServerKit.choose(servers, Family.REDIS, "7.0.1")).isEmpty();
    }

    @Test
    void shouldReadWhatServersSayOfThemselves() {
        assertThat(VersionProbe.parse("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc bits=64", EXECUTABLE))
                .hasValue(new ServerBinary(Family.REDIS, "7.0.15", INSTALLED));
        assertThat(VersionProbe.parse("Valkey server v=8.0.1 sha=00000000:0", EXECUTABLE))
                .hasValue(new ServerBinary(Family.VALKEY, "8.0.1", INSTALLED));
        assertThat(VersionProbe.parse("bash: no such file", EXECUTABLE)).isEmpty();
    }

    @Test
    void shouldAllowDebugOnlyWhereTheSettingExists() {
        ServerOptions options = ServerOptions.defaults().password("pw").config("maxmemory 10mb");

        assertThat(options.configFile(servers.get(0), 7000, Path.of("/d")))
                .contains("port 7000", "requirepass \"pw\"", "dir \"/d\"")
                .noneMatch(line -> line.startsWith("enable-debug-command"))
                .endsWith("maxmemory 10mb");
        assertThat(options.configFile(servers.get(2), 7000, Path.of("/d"))).contains("enable-debug-command local");
    }
}
