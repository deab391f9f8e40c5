package dev.sluice.proof.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetComparisonTest {
    private static final long NOW = 1_000_000;
    private static final long LATER = NOW + 5_000;

    private final ValueDigest digests = new ValueDigest();
    private final Map<KeyName, KeyImage> loaded = new HashMap<>();
    private final Map<KeyName, KeyImage> found = new HashMap<>();

    @Test
    void shouldFindEqualDataEqual() {
        put("a", "string", "1", KeyImage.NEVER);
        put("b", "list", "2", NOW + 100_000);
        found.putAll(loaded);

        DatasetComparison comparison = compare();

        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.compared()).isEqualTo(2);
    }

    @Test
    void shouldFindEveryKindOfDifference() {
        put("missing", "string", "1", KeyImage.NEVER);
        put("value", "string", "1", KeyImage.NEVER);
        put("type", "string", "1", KeyImage.NEVER);
        put("lost-ttl", "string", "1", NOW + 100_000);
        put("other-ttl", "string", "1", NOW + 100_000);
        found.put(key("value"), image("string", "2", KeyImage.NEVER));
        found.put(key("type"), image("list", "1", KeyImage.NEVER));
        found.put(key("lost-ttl"), image("string", "1", KeyImage.NEVER));
        found.put(key("other-ttl"), image("string", "1", NOW + 101_000));
        found.put(key("extra"), image("set", "1", KeyImage.NEVER));

        DatasetComparison comparison = compare();

        assertThat(comparison.different()).isEqualTo(6);
        assertThat(comparison.details())
                .anyMatch(line -> line.contains("\"missing\" is missing"))
                .anyMatch(line -> line.contains("\"extra\" should not be there"))
                .anyMatch(line -> line.contains("\"type\" is a list instead of a string"))
                .anyMatch(line -> line.contains("\"lost-ttl\" expires at -1"));
    }

    @Test
    void shouldAllowForTheClockOfATimeToLive() {
        put("a", "string", "1", NOW + 100_000);
        found.put(key("a"), image("string", "1", NOW + 100_200));

        assertThat(compare().equal()).isTrue();
    }

    @Test
    void shouldNotMissWhatExpiredBetweenTheReadings() {
        put("short", "string", "1", NOW + 2_000);
        put("long", "string", "1", NOW + 90_000);
        found.put(key("gone-at-first"), image("string", "1", NOW - 10));

        DatasetComparison comparison = compare();

        assertThat(comparison.expired()).isEqualTo(2);
        assertThat(comparison.different()).isEqualTo(1);
    }

    @Test
    void shouldTellKeysApartByDatabaseAndShowBytes() {
        KeyName binary = new KeyName(3, new byte[] {'k', 0, (byte) 0xff, ' '});

        assertThat(binary).hasToString("db3 \"k\\x00\\xff\\x20\"").isNotEqualTo(new KeyName(2, new byte[] {'k'}));
        assertThat(key("a")).isEqualTo(key("a"));
    }

    @Test
    void shouldGiveDifferentTreesDifferentDigests() {
        KeyImage.Digest flat = digests.of(List.of(bytes("a"), bytes("bc")));

        assertThat(digests.of(List.of(bytes("ab"), bytes("c")))).isNotEqualTo(flat);
        assertThat(digests.of(List.of(List.of(bytes("a"), bytes("bc"))))).isNotEqualTo(flat);
        assertThat(digests.of(List.of(bytes("bc"), bytes("a")))).isNotEqualTo(flat);
        assertThat(digests.of(List.of(bytes("1")))).isNotEqualTo(digests.of(List.of(1L)));
        assertThat(digests.of(ValueDigest.sorted(List.of(bytes("bc"), bytes("a")))))
                .isEqualTo(flat);
        assertThat(digests.of(List.of(bytes("a"), bytes("bc")))).isEqualTo(flat);
    }

    @Test
    void shouldSpreadKeysOverDatabasesWithoutLosingAny() {
        assertThat(DataLoader.share(10, 4, 0)
                        + DataLoader.share(10, 4, 1)
                        + DataLoader.share(10, 4, 2)
                        + DataLoader.share(10, 4, 3))
                .isEqualTo(10);
    }

    private DatasetComparison compare() {
        return DatasetComparison.compare(new DatasetImage(loaded, NOW), new DatasetImage(found, LATER));
    }

    private void put(String name, String type, String value, long expiresAtMs) {
        loaded.put(key(name), image(type, value, expiresAtMs));
    }

    private static KeyName key(String name) {
        return new KeyName(0, bytes(name));
    }

    private KeyImage image(String type, String value, long expiresAtMs) {
        return new KeyImage(type, digests.of(List.of(bytes(value))), expiresAtMs);
    }

    private static byte[] bytes(String text) {
        return Commands.bytes(text);
    }
}
