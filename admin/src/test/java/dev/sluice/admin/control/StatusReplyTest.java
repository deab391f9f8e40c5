package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.testkit.ScriptedMigration;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StatusReplyTest {
    private static final List<String> STATE_WORDS = List.of(
            "IDLE",
            "COPYING",
            "STREAMING",
            "READY",
            "HELD",
            "FENCED",
            "CAUGHT_UP",
            "SEALED",
            "COMMITTED",
            "REVERSIBLE");

    private final ScriptedMigration migration = new ScriptedMigration();
    private final ControlClient client = new ControlClient(migration);

    @Test
    void shouldBeAMapInResp3() {
        client.send("HELLO 3");

        RespValue.Map status = (RespValue.Map) decode(client.send("STATUS"));

        assertThat(status.entries())
                .extracting(entry -> entry.key().text())
                .containsExactly(
                        "state",
                        "reason",
                        "active",
                        "epoch",
                        "lag",
                        "lag_ms",
                        "clients",
                        "hold",
                        "replication",
                        "nodes",
                        "changed_settings",
                        "last_attempt",
                        "problems",
                        "not_covered");
        assertThat(value(status, "state")).isEqualTo(RespValue.Bulk.of("READY"));
        assertThat(value(status, "active")).isEqualTo(RespValue.Bulk.of("source"));
        assertThat(value(status, "epoch")).isEqualTo(new RespValue.Int(3));
        assertThat(value(status, "lag")).isEqualTo(new RespValue.Int(1_024));
        assertThat(value(status, "last_attempt")).isEqualTo(new RespValue.Null());
        RespValue.Map nodes = (RespValue.Map) value(status, "nodes");
        RespValue.Map target = (RespValue.Map) value(nodes, "target");
        assertThat(value(target, "reachable")).isEqualTo(new RespValue.Bool(false));
    }

    @Test
    void shouldBeAFlatArrayInResp2() {
        List<RespValue> status = decode(client.send("STATUS")).elements();

        assertThat(status).hasSize(28);
        assertThat(status.subList(0, 2)).containsExactly(RespValue.Bulk.of("state"), RespValue.Bulk.of("READY"));
        assertThat(status.get(23)).isEqualTo(new RespValue.Null());
    }

    @Test
    void shouldSayAStateWordInTheStateOnly() {
        migration.status = Samples.reversible();

        String reply = client.send("STATUS");

        assertThat(reply.split("REVERSIBLE", -1)).hasSize(2);
        STATE_WORDS.stream()
                .filter(word -> !word.equals("REVERSIBLE"))
                .forEach(word -> assertThat(reply).doesNotContain(word));
    }

    private static RespValue value(RespValue.Map map, String key) {
        return map.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static RespValue decode(String bytes) {
        return Objects.requireNonNull(RespValueDecoder.replies(RespLimits.defaults())
                .decode(Unpooled.copiedBuffer(bytes, StandardCharsets.UTF_8)));
    }
}
