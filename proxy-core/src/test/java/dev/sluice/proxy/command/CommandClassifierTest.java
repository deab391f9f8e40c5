package dev.sluice.proxy.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.node.command.CommandTable;
import dev.sluice.node.command.SessionEffect;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandClassifierTest {
    private final CommandClassifier classifier = new CommandClassifier(
            CommandTable::builtIn,
            new RefusedCommands(List.of(
                    "replicaof",
                    "slaveof",
                    "failover",
                    "shutdown",
                    "debug",
                    "client|pause",
                    "client|unpause",
                    "cluster|meet",
                    "cluster|reset")));

    private int kind(String command) {
        return kind(classifier, command);
    }

    private static int kind(CommandClassifier classifier, String command) {
        ByteBuf request = Unpooled.buffer();
        RespWriter.command(request, command.split(" "));
        FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
        assertThat(scanner.scan(request, 0, request.writerIndex())).isEqualTo(request.writerIndex());
        return classifier.classify(scanner.head());
    }

    @ParameterizedTest
    @ValueSource(strings = {"get k", "PING", "mget a b", "info", "exists k"})
    void shouldFindPlainReads(String command) {
        assertThat(kind(command)).isEqualTo(CommandKind.READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan 0", "hscan h 0", "SSCAN s 0", "zscan z 0"})
    void shouldFindReadsThatSpeakOfWhatOnlyOneNodeHas(String command) {
        assertThat(CommandKind.isLocal(kind(command))).isTrue();
        assertThat(CommandKind.isHarmless(kind(command))).isTrue();
        assertThat(CommandKind.withoutEffect(kind(command))).isEqualTo(CommandKind.READ);
    }

    @Test
    void shouldFindThatAScriptMayWriteAndStaysAtItsNode() {
        assertThat(CommandKind.isLocal(kind("eval x 0"))).isTrue();
        assertThat(CommandKind.isHarmless(kind("eval x 0"))).isFalse();
        assertThat(CommandKind.mayWrite(CommandKind.withoutEffect(kind("eval x 0"))))
                .isTrue();
        assertThat(CommandKind.isLocal(kind("script load x"))).isTrue();
        assertThat(CommandKind.isLocal(kind("evalsha x 0"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client id",
                "hello",
                "quit",
                "CLIENT LIST TYPE normal",
                "client getname",
                "client info",
                "client reply off"
            })
    void shouldFindWhatAsksAboutTheSessionAndChangesNothing(String command) {
        assertThat(CommandKind.isHarmless(kind(command))).isTrue();
        assertThat(CommandKind.isPlain(kind(command))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait 1 100", "WAITAOF 1 0 0"})
    void shouldFindWhatWaitsForTheSessionsOwnWrites(String command) {
        assertThat(CommandKind.waits(kind(command))).isTrue();
        assertThat(CommandKind.blocking(kind(command))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multi",
                "watch k",
                "subscribe c",
                "monitor",
                "client tracking on",
                "client no-evict on",
                "readonly"
            })
    void shouldFindWhatNeedsALaneOfItsOwn(String command) {
        assertThat(CommandKind.pins(kind(command))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello 3", "auth u p", "select 1", "reset"})
    void shouldFindWhatChangesWhoTheSessionIs(String command) {
        assertThat(CommandKind.changesIdentity(kind(command))).isTrue();
        assertThat(CommandKind.pins(kind(command))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set k v",
                "INCR k",
                "eval x 0",
                "publish c m",
                "no.such.command",
                "xgroup create k g $",
                "exec",
                "blpop k 0"
            })
    void shouldFindWhatMayWrite(String command) {
        assertThat(CommandKind.mayWrite(kind(command))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psync ? -1",
                "SYNC",
                "replconf ack 1",
                "replicaof no one",
                "slaveof no one",
                "failover",
                "shutdown",
                "debug sleep 1",
                "client pause 100",
                "CLIENT UNPAUSE",
                "cluster meet a 1",
                "cluster reset"
            })
    void shouldRefuseWhatWouldTakeTheNodeAway(String command) {
        assertThat(CommandKind.refused(kind(command))).isTrue();
    }

    @Test
    void shouldRefuseACommandWithAnEffectAndAllOfAContainer() {
        CommandClassifier strict =
                new CommandClassifier(CommandTable::builtIn, new RefusedCommands(List.of("monitor", "config", "keys")));

        assertThat(CommandKind.refused(kind(strict, "monitor"))).isTrue();
        assertThat(CommandKind.refused(kind(strict, "CONFIG get save"))).isTrue();
        assertThat(CommandKind.refused(kind(strict, "KEYS *"))).isTrue();
        assertThat(CommandKind.refused(kind(strict, "get k"))).isFalse();
        assertThat(CommandKind.refused(kind(strict, "shutdown"))).isFalse();
        assertThat(CommandKind.refused(kind(strict, "psync ? -1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster info", "client list", "config get save", "role", "info replication", "dbsize"})
    void shouldNotRefuseWhatOnlyAsks(String command) {
        assertThat(CommandKind.refused(kind(command))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blpop k 0", "wait 1 0", "brpoplpush a b 0", "xread block 0 streams k $"})
    void shouldFindWhatMayBlock(String command) {
        assertThat(CommandKind.blocking(kind(command))).isTrue();
    }

    @Test
    void shouldTellEffectsApart() {
        assertThat(CommandKind.effect(kind("multi"))).isEqualTo(SessionEffect.MULTI);
        assertThat(CommandKind.inTransactions(kind("watch k"))).isTrue();
        assertThat(CommandKind.inTransactions(kind("select 1"))).isFalse();
        assertThat(CommandKind.changesContext(kind("select 1"))).isTrue();
        assertThat(CommandKind.changesContext(kind("hello 3"))).isTrue();
        assertThat(CommandKind.changesContext(kind("client setname n"))).isTrue();
        assertThat(CommandKind.isAcknowledged(kind("subscribe c"))).isTrue();
        assertThat(CommandKind.isAcknowledged(kind("punsubscribe"))).isTrue();
        assertThat(CommandKind.isAcknowledged(kind("monitor"))).isFalse();
        assertThat(CommandKind.mayWrite(kind("publish c m"))).isTrue();
        assertThat(CommandKind.mayWrite(kind("spublish c m"))).isTrue();
        assertThat(CommandKind.endsMatching(kind("subscribe c"))).isFalse();
        assertThat(CommandKind.endsMatching(kind("monitor"))).isFalse();
        assertThat(CommandKind.endsMatching(kind("script debug yes"))).isTrue();
        assertThat(CommandKind.endsMatching(kind("get k"))).isFalse();
    }
}
