package dev.sluice.node.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.resp.CommandHead;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {
    private final CommandTable table = CommandTable.builtIn();

    @ParameterizedTest
    @CsvSource({
        "get, false",
        "set, true",
        "getex, true",
        "eval, true",
        "eval_ro, false",
        "fcall, true",
        "publish, true",
        "spublish, true",
        "pfcount, true",
        "xgroup|setid, true",
        "xgroup|help, false",
        "function|load, true",
        "function|list, false",
        "config|set, false",
        "multi, false"
    })
    void shouldKnowWhatMayWrite(String name, boolean mayWrite) {
        assertThat(table.find(name))
                .isNotNull()
                .extracting(CommandSpec::mayWrite)
                .isEqualTo(mayWrite);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blpop", "bzmpop", "xread", "xreadgroup", "wait", "blmove"})
    void shouldKnowWhatBlocks(String name) {
        assertThat(table.find(name))
                .isNotNull()
                .extracting(CommandSpec::blocking)
                .isEqualTo(true);
    }

    @Test
    void shouldFindEveryCommandItNamesByARequestsFirstBytes() {
        for (String name : table.names()) {
            String[] words = name.toUpperCase(Locale.ROOT).split("\\|", -1);

            CommandSpec found = table.lookup(head(words));

            assertThat(found.name()).isEqualTo(name);
            assertThat(found.known()).isTrue();
        }
    }

    @Test
    void shouldTellKeyPositions() {
        CommandSpec mset = table.lookup(head("MSET", "k", "v"));

        assertThat(List.of(mset.firstKey(), mset.lastKey(), mset.keyStep())).containsExactly(1, -1, 2);
    }

    @Test
    void shouldTellSessionEffects() {
        assertThat(table.lookup(head("client", "SetName", "x")).effect()).isEqualTo(SessionEffect.SET_NAME);
        assertThat(table.lookup(head("PSUBSCRIBE", "x")).effect()).isEqualTo(SessionEffect.SUBSCRIBE);
        assertThat(table.lookup(head("GET", "x")).effect()).isEqualTo(SessionEffect.NONE);
    }

    @Test
    void shouldNameEachEffectAtACommandItKnowsOrThatIsNewer() {
        List<String> newer = List.of("client|import-source", "client|maint_notifications");

        for (SessionEffect effect : SessionEffect.values()) {
            boolean had = table.names().stream().anyMatch(name -> SessionEffect.of(name) == effect);
            boolean comes = newer.stream().anyMatch(name -> SessionEffect.of(name) == effect);
            assertThat(had || comes).as("%s", effect).isTrue();
        }
    }

    @Test
    void shouldTakeWhatItDoesNotKnowForAWrite() {
        CommandSpec unknown = table.lookup(head("JSON.SET", "doc"));
        CommandSpec unknownSubcommand = table.lookup(head("XINFO", "FUTURE", "key"));

        assertThat(unknown.known()).isFalse();
        assertThat(unknown.mayWrite()).isTrue();
        assertThat(unknownSubcommand.known()).isFalse();
        assertThat(unknownSubcommand.mayWrite()).isTrue();
        assertThat(unknownSubcommand.name()).isEqualTo("xinfo");
    }

    @Test
    void shouldAnswerWithTheContainerWhileTheSubcommandIsNotSeen() {
        CommandSpec container = table.lookup(head("XGROUP"));

        assertThat(container.name()).isEqualTo("xgroup");
        assertThat(container.isContainer()).isTrue();
        assertThat(container.mayWrite()).as("one of its subcommands may").isTrue();
    }

    @Test
    void shouldKnowOnlyWhatANodeTells() {
        CommandTable node = table.merge(array(
                command("GET", List.of("readonly", "fast"), 1),
                command("mod.put", List.of("write", "module"), 1),
                command("publish", List.of("pubsub"), 0)));

        assertThat(node.names()).containsExactly("get", "mod.put", "publish");
        assertThat(node.lookup(head("MOD.PUT", "k")).mayWrite()).isTrue();
        assertThat(node.lookup(head("publish", "c", "m")).mayWrite())
                .as("may_replicate is not told, it is known")
                .isTrue();
        assertThat(node.lookup(head("SET", "k", "v")).known()).isFalse();
    }

    @Test
    void shouldTakeOldSubcommandsFromTheBuiltInTableWhenTheNodeTellsNone() {
        CommandTable node = table.merge(array(
                command("client", List.of("admin"), 0),
                command("xgroup", List.of("write"), 2),
                command("script", List.of("noscript", "may_replicate"), 0)));

        assertThat(node.names())
                .contains("client|setname", "xgroup|setid", "xgroup|createconsumer")
                .doesNotContain("client|no-evict", "client|setinfo", "script|show");
        assertThat(node.lookup(head("XGROUP", "HELP")).mayWrite()).isFalse();
        assertThat(node.lookup(head("SCRIPT", "LOAD", "return 1")).mayWrite()).isTrue();
    }

    @Test
    void shouldTakeSubcommandsFromTheNodeWhenItTellsThem() {
        RespValue sub = command("acl|whatever", List.of("write"), 0);
        RespValue acl = new RespValue.Array(List.of(
                text("acl"),
                number(-2),
                array(),
                number(0),
                number(0),
                number(0),
                array(),
                array(),
                array(),
                array(sub)));

        CommandTable node = table.merge(array(acl));

        assertThat(node.names()).containsExactly("acl", "acl|whatever");
        assertThat(node.lookup(head("ACL", "WHATEVER")).mayWrite()).isTrue();
    }

    @Test
    void shouldSkipTheNullsOfCommandInfo() {
        assertThat(table.merge(array(new RespValue.Null(), command("get", List.of(), 1)))
                        .names())
                .containsExactly("get");
    }

    @Test
    void shouldRefuseAnythingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.merge(new RespValue.SimpleString("OK")))
                .withMessageContaining("COMMAND");
        assertThatIllegalArgumentException().isThrownBy(() -> table.merge(array(array(text("get")))));
    }

    private static RespValue command(String name, List<String> flags, int key) {
        return array(
                text(name),
                number(-2),
                new RespValue.Array(flags.stream().map(CommandTableTest::text).toList()),
                number(key),
                number(key),
                number(key == 0 ? 0 : 1));
    }

    private static RespValue array(RespValue... values) {
        return new RespValue.Array(Arrays.asList(values));
    }

    private static RespValue text(String text) {
        return RespValue.Bulk.of(text);
    }

    private static RespValue number(long number) {
        return new RespValue.Int(number);
    }

    private static CommandHead head(String... words) {
        ByteBuf request = Unpooled.buffer();
        RespWriter.command(request, words);
        FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
        scanner.setAuthenticated(true);
        assertThat(scanner.scan(request, 0, request.writerIndex()))
                .isEqualTo(request.toString(UTF_8).length());
        return scanner.head();
    }
}
