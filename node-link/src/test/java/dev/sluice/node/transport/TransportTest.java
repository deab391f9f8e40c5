package dev.sluice.node.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.TransportKind;
import org.junit.jupiter.api.Test;

class TransportTest {
    @Test
    void shouldNeverTakeIoUringByItself() throws TransportUnavailableException {
        assertThat(Transport.of(TransportKind.AUTO).kind()).isIn(TransportKind.EPOLL, TransportKind.NIO);
    }

    @Test
    void shouldHaveTheJdksSocketsEverywhere() throws TransportUnavailableException {
        assertThat(Transport.of(TransportKind.NIO).kind()).isEqualTo(TransportKind.NIO);
    }

    @Test
    void shouldSayWhyAMachineLacksATransportAndWhatToSet() {
        Throwable cause = new UnsatisfiedLinkError("failed to load the required native library")
                .initCause(new RuntimeException("failed to create io_uring ring: Operation not permitted"));

        assertThat(new TransportUnavailableException(TransportKind.IO_URING, cause))
                .hasMessage("sluice.transport is io_uring, which this machine lacks"
                        + " (failed to create io_uring ring: Operation not permitted); set it to auto or nio");
    }
}
