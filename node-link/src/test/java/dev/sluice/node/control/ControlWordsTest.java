package dev.sluice.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlWordsTest {
    private static final NodeSettings NODE = new NodeSettings(
            NodeRole.SOURCE,
            new Endpoint("10.0.0.1", 6379),
            null,
            Secret.of("hunter2"),
            null,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    @Test
    void shouldNameACommandWithoutItsArguments() {
        assertThat(CommandWords.of("config", "set", "masterauth", "hunter2")).isEqualTo("CONFIG SET");
        assertThat(CommandWords.of("AUTH", "hunter2")).isEqualTo("AUTH");
        assertThat(CommandWords.of("MODULE.THING", "x")).isEqualTo("MODULE.THING");
    }

    @Test
    void shouldFindTheSecretsOfACommand() {
        assertThat(SecretParameters.valuesIn("CONFIG", "SET", "MasterAuth", "s3cret", "masteruser", "me"))
                .containsExactly("s3cret");
        assertThat(SecretParameters.isSecret("requirepass")).isTrue();
        assertThat(SecretParameters.isSecret("masteruser")).isFalse();
    }

    @Test
    void shouldKeepSecretsOutOfWhatTheServerSaid() {
        NodeCallException refused = NodeCallErrors.refused(
                NODE,
                "CONFIG SET",
                "ERR Invalid argument 's3cret' for CONFIG SET 'masterauth', not hunter2",
                List.of("s3cret"));

        assertThat(refused)
                .hasMessage("source redis://10.0.0.1:6379: CONFIG SET: "
                        + "ERR Invalid argument '***' for CONFIG SET 'masterauth', not ***");
        assertThat(refused.serverError()).doesNotContain("s3cret").doesNotContain("hunter2");
    }

    @Test
    void shouldReadInfo() {
        assertThat(InfoText.parse("# Server\r\nredis_version:6.2.7\r\n\r\n# Keyspace\r\ndb0:keys=1,expires=0\r\n"))
                .isEqualTo(Map.of("redis_version", "6.2.7", "db0", "keys=1,expires=0"));
    }
}
