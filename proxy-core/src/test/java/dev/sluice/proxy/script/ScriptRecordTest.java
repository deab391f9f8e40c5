package dev.sluice.proxy.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptRecordTest {
    private final ScriptRecord record = new ScriptRecord(3, 30);

    private void add(String body) {
        record.add(body.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> since(long version) {
        return record.since(version).stream()
                .map(body -> new String(body, StandardCharsets.US_ASCII))
                .toList();
    }

    @Test
    void shouldKeepEachBodyOnce() {
        add("return 1");
        add("return 1");

        assertThat(since(0)).containsExactly("return 1");
        assertThat(record.version()).isEqualTo(1);
    }

    @Test
    void shouldTellWhatIsNew() {
        add("return 1");
        long version = record.version();
        add("return 1");
        add("return 2");

        assertThat(since(version)).containsExactly("return 2");
    }

    @Test
    void shouldForgetWhatWasSentLongestAgo() {
        add("a");
        add("b");
        add("c");
        add("a");
        add("d");

        assertThat(since(0)).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void shouldKeepToItsBytes() {
        add("x".repeat(20));
        add("y".repeat(20));
        add("z".repeat(31));

        assertThat(since(0)).containsExactly("y".repeat(20));
    }

    @Test
    void shouldForgetAllAtOnce() {
        add("a");
        record.clear();

        assertThat(since(0)).isEmpty();
    }
}
