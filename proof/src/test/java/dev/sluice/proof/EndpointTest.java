package dev.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void shouldReadUris() {
        assertThat(Endpoint.parse("redis://db.example:7000"))
                .isEqualTo(new Endpoint("db.example", 7000, null, null, false));
        assertThat(Endpoint.parse("rediss://app:p%40ss+1@db.example"))
                .isEqualTo(new Endpoint("db.example", 6379, "app", "p@ss+1", true));
        assertThat(Endpoint.parse("redis://:pw@db.example"))
                .isEqualTo(new Endpoint("db.example", 6379, null, "pw", false));
    }

    @Test
    void shouldNotTellAPassword() {
        assertThat(Endpoint.parse("redis://app:secret@db.example")).hasToString("redis://app@db.example:6379");
        assertThatThrownBy(() -> Endpoint.parse("http://app:secret@db.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
