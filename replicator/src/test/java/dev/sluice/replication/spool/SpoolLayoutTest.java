package dev.sluice.replication.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolLayoutTest {
    @TempDir
    private Path stateDir;

    @Test
    void shouldKeepOthersOutOfTheSpool() throws Exception {
        Files.setPosixFilePermissions(stateDir, PosixFilePermissions.fromString("rwxr-xr-x"));
        SpoolLayout layout = new SpoolLayout(stateDir.resolve("spool"), 1 << 20);

        layout.prepare();

        for (Path dir : new Path[] {layout.root(), layout.lane(NodeRole.SOURCE), layout.lane(NodeRole.TARGET)}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                    .isEqualTo("rwx------");
        }
    }
}
