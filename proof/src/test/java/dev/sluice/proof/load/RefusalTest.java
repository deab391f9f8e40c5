package dev.sluice.proof.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest
    @CsvSource({
        "READONLY You can't write against a read only replica., true",
        "NOREPLICAS Not enough good replicas to write., true",
        "EXECABORT Transaction discarded because of previous errors., true",
        "ERR value is not an integer or out of range, false",
        "OOM command not allowed when used memory > 'maxmemory'., false"
    })
    void shouldKnowTheWordsOfAFence(String message, boolean refusal) {
        assertThat(Refusal.isRefusal(message)).isEqualTo(refusal);
    }
}
