package dev.sluice.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.NodeRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLedgerTest {
    @TempDir
    private Path folder;

    private final FakeNode source = new FakeNode();
    private final FakeNode target = new FakeNode();

    /** A node's parameters, and what was set in which order. */
    private static final class FakeNode implements ParameterAccess {
        final Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                "repl-backlog-size", "1048576", "min-replicas-to-write", "0", "masterauth", "old secret", "save", ""));
        final List<String> sets = new ArrayList<>();

        @Override
        public Map<String, String> get(String... names) {
            Map<String, String> found = new LinkedHashMap<>(parameters);
            found.keySet().retainAll(List.of(names));
            return found;
        }

        @Override
        public void set(String parameter, String value) {
            parameters.put(parameter, value);
            sets.add(parameter + "=" + value);
        }
    }

    @Test
    void shouldPutBackWhatWasThereAfterARestart() throws Exception {
        NodeLedger.open(folder).setTemporarily(NodeRole.SOURCE, source, Map.of("repl-backlog-size", "268435456"));
        assertThat(source.parameters).containsEntry("repl-backlog-size", "268435456");

        NodeLedger next = NodeLedger.open(folder);
        assertThat(next.changed(NodeRole.SOURCE)).containsExactly(Map.entry("repl-backlog-size", "1048576"));
        next.restoreAll(NodeRole.SOURCE, source);

        assertThat(source.parameters).containsEntry("repl-backlog-size", "1048576");
        assertThat(next.changed(NodeRole.SOURCE)).isEmpty();
        assertThat(NodeLedger.open(folder).changed(NodeRole.SOURCE)).isEmpty();
    }

    @Test
    void shouldRecordBeforeTheChangeIsMade() throws Exception {
        NodeLedger ledger = NodeLedger.open(folder);
        List<Map<String, String>> recordedAtChange = new ArrayList<>();
        ParameterAccess watched = new ParameterAccess() {
            @Override
            public Map<String, String> get(String... names) {
                return source.get(names);
            }

            @Override
            public void set(String parameter, String value) {
                try {
                    recordedAtChange.add(NodeLedger.open(folder).changed(NodeRole.SOURCE));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };

        ledger.setTemporarily(NodeRole.SOURCE, watched, Map.of("min-replicas-to-write", "3"));

        assertThat(recordedAtChange).containsExactly(Map.of("min-replicas-to-write", "0"));
    }

    @Test
    void shouldKeepTheFirstValueOverLaterChanges() throws Exception {
        NodeLedger ledger = NodeLedger.open(folder);

        ledger.setTemporarily(NodeRole.SOURCE, source, Map.of("repl-backlog-size", "2"));
        ledger.setTemporarily(NodeRole.SOURCE, source, Map.of("repl-backlog-size", "3"));
        ledger.restore(NodeRole.SOURCE, source, List.of("repl-backlog-size"));

        assertThat(source.sets)
                .containsExactly("repl-backlog-size=2", "repl-backlog-size=3", "repl-backlog-size=1048576");
    }

    @Test
    void shouldPutBackTheLastChangeFirstAndOnlyOfThatNode() throws Exception {
        NodeLedger ledger = NodeLedger.open(folder);
        ledger.setTemporarily(NodeRole.SOURCE, source, Map.of("repl-backlog-size", "2"));
        ledger.setTemporarily(NodeRole.SOURCE, source, Map.of("save", "60 1"));
        ledger.setTemporarily(NodeRole.TARGET, target, Map.of("save", "60 1"));
        source.sets.clear();

        ledger.restoreAll(NodeRole.SOURCE, source);

        assertThat(source.sets).containsExactly("save=", "repl-backlog-size=1048576");
        assertThat(ledger.changed(NodeRole.TARGET)).containsOnlyKeys("save");
    }

    @Test
    void shouldLeaveAloneWhatHasTheValueAlready() throws Exception {
        NodeLedger ledger = NodeLedger.open(folder);

        ledger.setTemporarily(NodeRole.SOURCE, source, Map.of("min-replicas-to-write", "0"));

        assertThat(source.sets).isEmpty();
        assertThat(ledger.changed(NodeRole.SOURCE)).isEmpty();
    }

    @Test
    void shouldShowNoSecretAndGuardItsFile() throws Exception {
        NodeLedger ledger = NodeLedger.open(folder);

        ledger.setTemporarily(NodeRole.SOURCE, source, Map.of("masterauth", "new secret"));

        assertThat(ledger.changed(NodeRole.SOURCE)).containsExactly(Map.entry("masterauth", "***"));
        Path file = folder.resolve("node-changes");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        NodeLedger.open(folder).restoreAll(NodeRole.SOURCE, source);
        assertThat(source.parameters).containsEntry("masterauth", "old secret");
    }

    @Test
    void shouldNotChangeWhatItCannotRecord() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        NodeLedger ledger = NodeLedger.open(state);
        Files.delete(state);

        assertThatThrownBy(() -> ledger.setTemporarily(NodeRole.SOURCE, source, Map.of("save", "60 1")))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(state.toString());
        assertThat(source.sets).isEmpty();
        assertThat(ledger.changed(NodeRole.SOURCE)).isEmpty();
    }

    @Test
    void shouldRefuseAFileThatIsNotALedgerWithoutQuotingIt() throws Exception {
        Files.writeString(folder.resolve("node-changes"), "sluice node changes 1\nsource masterauth hunter2 more\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> NodeLedger.open(folder))
                .withMessageEndingWith("node-changes:2: expected: role parameter value")
                .withMessageNotContaining("hunter2");
    }
}
