package dev.sluice.benchmarks.compare.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalPeerTest {
    @Test
    void shouldReadNameAddressAndProcess() {
        assertThat(ExternalPeer.parse("predixy=127.0.0.1:7617,pid=4711"))
                .isEqualTo(new ExternalPeer("predixy", "127.0.0.1", 7617, OptionalLong.of(4711)));
        assertThat(ExternalPeer.parse("envoy=::1:1999"))
                .isEqualTo(new ExternalPeer("envoy", "::1", 1999, OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"predixy", "127.0.0.1:7617", "a=b", "a=b:c", "a=b:1,pid=x", "=b:1"})
    void shouldTellTheForm(String text) {
        assertThatThrownBy(() -> ExternalPeer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NAME=HOST:PORT[,pid=PID]")
                .hasMessageContaining(text);
    }
}
