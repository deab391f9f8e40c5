package dev.sluice.replication.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamGuardTest {
    private static final Set<String> COMMANDS = Set.of(
            "ping",
            "set",
            "select",
            "multi",
            "exec",
            "pexpireat",
            "xgroup",
            "xgroup|setid",
            "function",
            "function|load");

    private static String wire(String... commands) {
        ByteBuf out = Unpooled.buffer();
        for (String command : commands) {
            RespWriter.command(out, command.split(" ", -1));
        }
        return out.toString(ISO_8859_1);
    }

    private static StreamGuard guard(String version) {
        StreamGuard guard = new StreamGuard();
        guard.limits(new ReceiverLimits(COMMANDS, 16, version));
        return guard;
    }

    /** Passes a stream that arrives in pieces, as the feed does: what is kept back is shown again with what follows. */
    private static String pass(StreamGuard guard, String wire, int... cuts) {
        StringBuilder passed = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= cuts.length && guard.refusal() == null; i++) {
            int to = i < cuts.length ? cuts[i] : wire.length();
            if (to > from) {
                ByteBuf in = Unpooled.copiedBuffer(wire.substring(from, to), ISO_8859_1);
                int admitted = guard.admit(in, 0, to - from);
                passed.append(wire, from, from + admitted);
                from += admitted;
            }
        }
        return passed.toString();
    }

    @Test
    void passesWhatIsKnownAtEverySplit() {
        String wire = wire("SELECT 3", "set key value", "MULTI", "XGROUP SETID key group 5", "exec", "ping");
        for (int first = 0; first <= wire.length(); first++) {
            for (int second = first; second <= wire.length(); second++) {
                StreamGuard guard = guard("7.0.15");
                assertThat(pass(guard, wire, first, second)).isEqualTo(wire);
                assertThat(guard.refusal()).isNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HSETEX key FVB 1 f v | 7.0.15 | HSETEX is not known",
                "FUNCTION STATS | 7.0.15 | FUNCTION STATS is not known",
                "SELECT 16 | 7.0.15 | SELECT 16 needs more than the 16 databases",
                "SELECT x | 7.0.15 | SELECT x needs",
                "XGROUP SETID k g 1-1 ENTRIESREAD 3 | 6.2.7 | XGROUP with ENTRIESREAD is not known to version 6.2.7",
                "PEXPIREAT k 5 nx | 6.2.7 | PEXPIREAT with NX",
                "SET k v PXAT 5 | 6.0.5 | SET with PXAT",
            })
    void stopsExactlyBeforeWhatTheReceiverWouldDrop(String refused, String version, String reason) {
        String before = wire("set key value", "ping");
        String wire = before + wire(refused, "set after it");
        for (int cut = 0; cut <= wire.length(); cut++) {
            StreamGuard guard = guard(version);
            assertThat(pass(guard, wire, cut)).as("cut at %d", cut).isEqualTo(before);
            assertThat(guard.refusal()).containsIgnoringCase(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XGROUP SETID k g 1-1 ENTRIESREAD 3 | 7.0.15",
                "XGROUP SETID ENTRIESREAD g 1-1 | 6.2.7",
                "PEXPIREAT nx 5 | 6.2.7",
                "SET pxat get | 6.0.5",
                "SET k v PXAT 5 | 6.2.7",
                "SELECT 15 | 6.2.7"
            })
    void passesWhatOnlyLooksLikeIt(String command, String version) {
        String wire = wire(command);
        assertThat(pass(guard(version), wire)).isEqualTo(wire);
    }

    @Test
    void aContainerWhoseSubcommandsAreNotListedKnowsAll() {
        StreamGuard guard = new StreamGuard();
        guard.limits(new ReceiverLimits(Set.of("xgroup"), 16, "6.2.7"));

        String wire = wire("XGROUP SETID k g 1-1");

        assertThat(pass(guard, wire)).isEqualTo(wire);
    }

    @Test
    void letsLargeValuesThroughInParts() {
        String wire = wire("set key " + "x".repeat(300_000), "ping");
        StreamGuard guard = guard("7.0.15");
        ByteBuf first = Unpooled.copiedBuffer(wire.substring(0, 1000), ISO_8859_1);

        assertThat(guard.admit(first, 0, 1000)).isEqualTo(1000);
        ByteBuf rest = Unpooled.copiedBuffer(wire.substring(1000), ISO_8859_1);
        assertThat(guard.admit(rest, 0, rest.readableBytes())).isEqualTo(wire.length() - 1000);
    }

    @Test
    void judgesALongCommandByItsNameWhenItCannotBeSeenWhole() {
        String wire = wire("pexpireat " + "k".repeat(StreamGuard.MAX_WHOLE_BYTES) + " 5");
        ByteBuf part = Unpooled.copiedBuffer(wire.substring(0, StreamGuard.MAX_WHOLE_BYTES), ISO_8859_1);

        assertThat(guard("6.2.7").admit(part, 0, part.readableBytes())).isEqualTo(StreamGuard.MAX_WHOLE_BYTES);
    }

    @Test
    void whatIsNoCommandStopsTheStream() {
        StreamGuard guard = guard("7.0.15");
        String before = wire("ping");

        assertThat(pass(guard, before + "*1\r\n+x\r\n")).isEqualTo(before);
        assertThat(guard.refusal()).contains("not made of commands");
    }

    @Test
    void passesEverythingWhileNothingIsKnownOfTheReceiver() {
        String wire = wire("anything at all", "SELECT 99") + "\r\n" + wire("ping");
        long seed = System.nanoTime();
        int[] cuts = new Random(seed).ints(5, 0, wire.length()).sorted().toArray();

        assertThat(pass(new StreamGuard(), wire, cuts)).as("seed %d", seed).isEqualTo(wire);
    }
}
