package dev.sluice.testservers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an executable what it is. Its name is not proof: {@code redis-server} may be a link to Valkey. */
final class VersionProbe {
    private static final Pattern BANNER = Pattern.compile("(?i)(redis|valkey) server v=([0-9]+(?:\\.[0-9]+)+)");
    private static final long DEADLINE_SECONDS = 5;

    private VersionProbe() {}

    static ServerBinary probe(Path executable) {
        String banner = run(executable);
        return parse(banner, executable)
                .orElseThrow(() -> new ServerException(executable + " --version says: " + banner.strip()));
    }

    static Optional<ServerBinary> parse(String banner, Path executable) {
        Matcher matcher = BANNER.matcher(banner);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Family.parse(matcher.group(1))
                .map(family -> new ServerBinary(family, matcher.group(2), new LocalLauncher(executable)));
    }

    private static String run(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ServerException(executable + " --version did not end in " + DEADLINE_SECONDS + " s");
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ServerException("cannot run " + executable + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while asking " + executable + " for its version", e);
        }
    }
}
