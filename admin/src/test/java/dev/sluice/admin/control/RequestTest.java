package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {
    @Test
    void shouldNotPrintItsArguments() {
        assertThat(Request.of(List.of("AUTH", "secret"))).hasToString("AUTH with 1 arguments");
    }
}
