package dev.sluice.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void shouldDropTheArgumentsThatAServerEchoes() {
        String error = "ERR unknown command 'AUTH', with args beginning with: 'alice' 'hunter2' ";

        assertThat(ErrorText.of(error, List.of())).isEqualTo("ERR unknown command 'AUTH'");
    }

    @Test
    void shouldHideSecretsWhereverTheyStand() {
        String error = "ERR Invalid argument 'hunter2' for CONFIG SET 'masterauth'";

        assertThat(ErrorText.of(error, List.of("", "hunter2")))
                .isEqualTo("ERR Invalid argument '***' for CONFIG SET 'masterauth'");
    }

    @Test
    void shouldStayOnOneBoundedLine() {
        String text = ErrorText.of("ERR a\r\nb\u0007c " + "x".repeat(1000), List.of());

        assertThat(text).startsWith("ERR a b c ").endsWith("...").hasSize(ErrorText.MAX_LENGTH + 3);
    }
}
