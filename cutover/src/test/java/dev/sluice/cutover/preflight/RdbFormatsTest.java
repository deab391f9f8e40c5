package dev.sluice.cutover.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of formats, row by row. */
class RdbFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "redis, 5.0.14, 8.0.1, REDIS0009",
        "redis, 6.2.7, 7.0.15, REDIS0009",
        "redis, 7.0.15, 8.0.1, REDIS0010",
        "redis, 7.2.4, 8.0.1, REDIS0011",
        "redis, 7.4.1, 8.0.1, REDIS0012",
        "redis, 8.4.0, 8.6.0, REDIS0012",
        "redis, 8.6.1, 8.6.1, REDIS0013",
        "redis, 8.8.0, 8.8.0, REDIS0014",
        "redis, 8.10.0, 8.10.0, REDIS0015",
        "valkey, 7.2.5, 8.0.1, REDIS0011",
        "valkey, 8.0.1, 9.1.2, REDIS0011",
        "valkey, 9.0.0, 9.0.0, VALKEY080",
        "valkey, 9.1.2, 8.0.1, REDIS0011",
        "valkey, 9.1.2, 7.0.15, REDIS0011",
        "valkey, 9.2.0, 9.2.0, VALKEY081",
    })
    void shouldKnowWhatASourceSends(String family, String version, String announced, String magic) {
        assertThat(RdbFormats.sent(family, version, announced)).contains(magic);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, 6.2.7, REDIS0009, true",
        "redis, 6.2.7, REDIS0010, false",
        "redis, 7.0.15, REDIS0009, true",
        "redis, 7.0.15, REDIS0011, false",
        "redis, 8.8.0, VALKEY080, false",
        "valkey, 8.0.1, REDIS0010, true",
        "valkey, 8.0.1, REDIS0011, true",
        "valkey, 8.0.1, REDIS0012, false",
        "valkey, 8.0.1, VALKEY080, false",
        "valkey, 9.1.2, REDIS0011, true",
        "valkey, 9.1.2, REDIS0012, false",
        "valkey, 9.1.2, VALKEY080, true",
        "valkey, 9.1.2, VALKEY081, false",
        "valkey, 9.2.0, VALKEY081, true",
        "redis, 99.0.0, REDIS0009, false",
        "valkey, 8.0.1, garbage, false",
        "valkey, 8.0.1, REDIS, false",
    })
    void shouldKnowWhatATargetReads(String family, String version, String magic, boolean reads) {
        assertThat(RdbFormats.reads(family, version, magic)).isEqualTo(reads);
    }

    @Test
    void shouldNotGuessAboutVersionsItDoesNotKnow() {
        assertThat(RdbFormats.sent("redis", "4.0.14", "7.0.15")).isEmpty();
        assertThat(RdbFormats.sent("valkey", "10.0.0", "10.0.0")).isEmpty();
        assertThat(RdbFormats.sent("redis", "unstable", "7.0.15")).isEmpty();
    }

    @Test
    void shouldCompareVersionsByNumberAndNotByText() {
        assertThat(Version.parse("8.10.0")).isGreaterThan(Version.parse("8.9.9"));
        assertThat(Version.parse("7.0.15-rc1")).isEqualTo(new Version(7, 0, 15));
        assertThat(Version.parse("6.2")).isEqualTo(new Version(6, 2, 0));
    }
}
