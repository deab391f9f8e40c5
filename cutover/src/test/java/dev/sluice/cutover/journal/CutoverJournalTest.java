package dev.sluice.cutover.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.machine.UndoStep;
import dev.sluice.cutover.port.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal on a real file system: what a start finds after every way to end. */
class CutoverJournalTest {
    private static final String NOW = "2026-01-01T00:00:00Z";
    private static final PairIdentity PAIR =
            PairIdentity.of(new Endpoint("a.example", 6379), new Endpoint("b.example", 6379));

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void nameTheDirectory() {
        directory = parent.resolve("state");
    }

    @Test
    void shouldStartIdleAtTheSourceInANewDirectory() throws Exception {
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            assertThat(journal.current()).isEqualTo(JournalRecord.initial(PAIR, NOW));
        }
        assertThat(directory.resolve(CutoverJournal.FILE)).exists();
    }

    @Test
    void shouldGiveBackEveryFieldAfterARestart() throws Exception {
        JournalRecord written = decided();
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            journal.write(written);
        }
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, "later")) {
            assertThat(journal.current()).isEqualTo(written);
            assertThat(journal.reread()).isEqualTo(written);
        }
    }

    @Test
    void shouldBeReadableByItsOwnerOnly() throws Exception {
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            journal.write(decided());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(CutoverJournal.FILE))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @EnumSource(AtomicFile.Step.class)
    void shouldHoldTheOldOrTheNewRecordAfterACrashAtAnyStep(AtomicFile.Step crash) throws Exception {
        JournalRecord before = intent();
        boolean[] armed = {false};
        AtomicFile.StepListener crashing = step -> {
            if (armed[0] && step == crash) {
                throw new IOException("crash after " + step);
            }
        };
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW, crashing)) {
            journal.write(before);
            armed[0] = true;
            assertThatThrownBy(() -> journal.write(decided())).isInstanceOf(JournalException.class);
        }
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            assertThat(journal.current()).isEqualTo(crash == AtomicFile.Step.RENAMED ? decided() : before);
            journal.write(decided());
            assertThat(journal.reread()).isEqualTo(decided());
        }
    }

    @Test
    void shouldTellByRereadingWhichRecordAFailedWriteLeft() throws Exception {
        boolean[] armed = {false};
        AtomicFile.StepListener crashing = step -> {
            if (armed[0] && step == AtomicFile.Step.RENAMED) {
                throw new IOException("the directory could not be synced");
            }
        };
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW, crashing)) {
            armed[0] = true;
            assertThatThrownBy(() -> journal.write(decided())).isInstanceOf(JournalException.class);
            assertThat(journal.current().state()).isEqualTo(CutoverState.IDLE);
            assertThat(journal.reread()).isEqualTo(decided());
        }
    }

    @Test
    void shouldIgnoreATornTemporaryFile() throws Exception {
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            journal.write(intent());
        }
        Files.writeString(directory.resolve(CutoverJournal.FILE + ".new"), "{\"format\": 1, \"epo");
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            assertThat(journal.current()).isEqualTo(intent());
        }
    }

    @Test
    void shouldRefuseADamagedRecord() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(CutoverJournal.FILE), "{\"format\": 1, \"epo");
        assertThatThrownBy(() -> CutoverJournal.open(directory, PAIR, NOW))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining(CutoverJournal.FILE);
    }

    @Test
    void shouldRefuseARecordThatLacksAField() throws Exception {
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            journal.write(decided());
        }
        Path file = directory.resolve(CutoverJournal.FILE);
        Files.writeString(file, Files.readString(file).replaceAll("\"epoch\" : 3,", ""));
        assertThatThrownBy(() -> CutoverJournal.open(directory, PAIR, NOW))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("epoch");
    }

    @Test
    void shouldRefuseAnotherFormat() throws Exception {
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            journal.write(decided());
        }
        Path file = directory.resolve(CutoverJournal.FILE);
        Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));
        assertThatThrownBy(() -> CutoverJournal.open(directory, PAIR, NOW))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("has format 2");
    }

    @Test
    void shouldRefuseTheDirectoryOfAnotherPairAndSayWhose() throws Exception {
        CutoverJournal.open(directory, PAIR, NOW).close();
        PairIdentity other = PairIdentity.of(new Endpoint("a.example", 6379), new Endpoint("c.example", 6380));
        assertThatThrownBy(() -> CutoverJournal.open(directory, other, NOW))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("belongs to the migration a.example:6379 -> b.example:6379")
                .hasMessageContaining("not to a.example:6379 -> c.example:6380");
    }

    @Test
    void shouldReleaseTheLockWhenItRefuses() throws Exception {
        CutoverJournal.open(directory, PAIR, NOW).close();
        PairIdentity other = PairIdentity.of(new Endpoint("a.example", 6379), new Endpoint("c.example", 6380));
        assertThatThrownBy(() -> CutoverJournal.open(directory, other, NOW)).isInstanceOf(JournalException.class);
        CutoverJournal.open(directory, PAIR, NOW).close();
    }

    @Test
    void shouldRefuseADirectoryInUse() throws Exception {
        try (CutoverJournal journal = CutoverJournal.open(directory, PAIR, NOW)) {
            assertThatThrownBy(() -> CutoverJournal.open(journal.directory(), PAIR, NOW))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use by another running Sluice");
        }
        CutoverJournal.open(directory, PAIR, NOW).close();
    }

    @Test
    void shouldNameTheRecordOfAnIntentAsUndecided() {
        assertThat(intent().state().undecided()).isTrue();
        assertThat(intent().active()).isEqualTo(NodeRole.SOURCE);
        assertThat(intent().undo()).containsExactly(UndoStep.values());
        assertThat(decided().active()).isEqualTo(NodeRole.TARGET);
        assertThat(decided().undo()).isEmpty();
    }

    private static JournalRecord intent() {
        return JournalRecord.initial(PAIR, NOW)
                .withNodes(Map.of(), Map.of(NodeRole.SOURCE, "6.2.7", NodeRole.TARGET, "7.0.15"))
                .intent(
                        Direction.CUTOVER,
                        3,
                        Map.of(NodeRole.SOURCE, "run-a", NodeRole.TARGET, "run-b"),
                        "reject, demote",
                        NOW);
    }

    private static JournalRecord decided() {
        return intent().committed(new Position("aa", 4711), new Position("bb", 4711), NOW);
    }
}
