package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedCommandTest {
    private static final long SENT = TimeUnit.SECONDS.toNanos(7);

    private static BlockedCommand of(String line) {
        return Objects.requireNonNull(parsed(line), line);
    }

    private static @Nullable BlockedCommand parsed(String line) {
        List<byte[]> arguments = Stream.of(line.split(" "))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
        return BlockedCommand.of(arguments, SENT);
    }

    private static String again(String line, long afterMillis, String... lastIds) {
        return String.join(
                " ",
                of(line).again(SENT + TimeUnit.MILLISECONDS.toNanos(afterMillis), List.of(lastIds)).stream()
                        .map(word -> new String(word, StandardCharsets.UTF_8))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "BLPOP a b 2, BLPOP a b 1.5005",
        "brpop a 0.6, brpop a 0.1005",
        "BLMOVE a b LEFT RIGHT 1e1, BLMOVE a b LEFT RIGHT 9.5005",
        "BRPOPLPUSH a b 1, BRPOPLPUSH a b 0.5005",
        "BLMPOP 1 2 a b LEFT COUNT 3, BLMPOP 0.5005 2 a b LEFT COUNT 3",
        "BZMPOP 1 1 a MIN, BZMPOP 0.5005 1 a MIN",
        "BZPOPMIN a 1, BZPOPMIN a 0.5005",
        "BZPOPMAX a 1, BZPOPMAX a 0.5005",
        "XREAD COUNT 2 BLOCK 800 STREAMS a 1-1, XREAD COUNT 2 BLOCK 300 STREAMS a 1-1",
        "XREADGROUP GROUP g streams BLOCK 800 NOACK STREAMS a >, XREADGROUP GROUP g streams BLOCK 300 NOACK STREAMS a >",
        "WAIT 2 800, WAIT 2 300",
        "WAITAOF 1 1 800, WAITAOF 1 1 300"
    })
    void shouldAskForTheTimeThatIsLeft(String sent, String again) {
        assertThat(again(sent, 500)).isEqualTo(again);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLPOP a 0", "XREAD BLOCK 0 STREAMS a 0-0", "WAIT 1 0", "BLMPOP 0 1 a LEFT", "BLPOP a 0.0"})
    void shouldWaitForEverWhenThatWasAsked(String line) {
        assertThat(again(line, 1_000_000)).isEqualTo(line);
        assertThat(of(line).isOver(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void shouldNotTurnAnEndedTimeIntoForEver() {
        assertThat(again("BLPOP a 1", 1_000)).isEqualTo("BLPOP a 0.0015");
        assertThat(again("BLPOP a 1", 5_000)).isEqualTo("BLPOP a 0.0015");
        assertThat(again("BLPOP a 0.0000000001", 0)).isEqualTo("BLPOP a 0.0015");
        assertThat(again("XREAD BLOCK 5 STREAMS a 0", 9)).isEqualTo("XREAD BLOCK 1 STREAMS a 0");
        assertThat(of("BLPOP a 1").isOver(SENT + TimeUnit.SECONDS.toNanos(1) - 1))
                .isFalse();
        assertThat(of("BLPOP a 1").isOver(SENT + TimeUnit.SECONDS.toNanos(1))).isTrue();
    }

    @Test
    void shouldReplaceWhatMeansFromNowOn() {
        String sent = "XREAD BLOCK 0 STREAMS a b c d $ 5-5 + $";

        assertThat(again(sent, 1, "1-1", "0-0", "7-0")).isEqualTo("XREAD BLOCK 0 STREAMS a b c d 1-1 5-5 0-0 7-0");
        assertThat(again(sent, 1)).isEqualTo(sent);
        assertThat(of(sent).streamsFromNow().stream().map(String::new)).containsExactly("a", "c", "d");
        assertThat(of("XREADGROUP GROUP g $ BLOCK 0 STREAMS $ >").streamsFromNow())
                .isEmpty();
    }

    @Test
    void shouldNameTheKeysAtWhichTheFirstIsServedFirst() {
        assertThat(keys("BLPOP a b a 0")).containsExactlyInAnyOrder("a", "b");
        assertThat(keys("BLMOVE a b LEFT LEFT 0")).containsExactly("a");
        assertThat(keys("BLMPOP 0 2 a b LEFT")).containsExactlyInAnyOrder("a", "b");
        assertThat(keys("XREADGROUP GROUP g c BLOCK 0 STREAMS a b > >")).containsExactlyInAnyOrder("a", "b");
        assertThat(keys("XREAD BLOCK 0 STREAMS a $")).isEmpty();
        assertThat(keys("WAIT 1 0")).isEmpty();
    }

    private static List<String> keys(String line) {
        return of(line).keys().stream().map(ByteBuffer::array).map(String::new).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BLPOP 0",
                "BLPOP a never",
                "BLPOP a -1",
                "BLMPOP 0 9 a LEFT",
                "BLMPOP 0 x a LEFT",
                "BLMOVE a b LEFT 0",
                "BRPOPLPUSH a 0",
                "XREAD STREAMS a $",
                "XREAD BLOCK 0 STREAMS a",
                "XREAD BLOCK 0 STREAMS",
                "XREAD BLOCK 0 LATER STREAMS a $",
                "XREAD BLOCK",
                "WAIT 1",
                "WAITAOF 1 1",
                "MODULE.WAIT a 0"
            })
    void shouldNotSendAgainWhatItDoesNotUnderstand(String line) {
        assertThat(parsed(line)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "BLPOP a 0,*-1,true",
        "BLPOP a 0,_,true",
        "BLMOVE a b LEFT LEFT 0,$-1,true",
        "BLPOP a 0,*2,false",
        "BLPOP a 0,-UNBLOCKED client unblocked via CLIENT UNBLOCK,false",
        "BLPOP a 0,+QUEUED,false",
        "WAIT 2 0,:1,true",
        "WAIT 2 0,:2,false",
        "WAIT 2 0,:3,false",
        "WAITAOF 1 2 0,*2 :0 :2,true",
        "WAITAOF 1 2 0,*2 :1 :1,true",
        "WAITAOF 1 2 0,*2 :1 :2,false",
        "WAITAOF 1 2 0,-ERR no,false"
    })
    void shouldKnowAReplyThatSaysThatNothingCame(String sent, String reply, boolean nothing) {
        assertThat(of(sent).isNothing(reply.replace(" :", "\r\n:") + "\r\n")).isEqualTo(nothing);
    }

    @Test
    void shouldTakeVeryLongTimesAsLong() {
        assertThat(of("BLPOP a 99999999999999999999").isOver(Long.MAX_VALUE / 4))
                .isFalse();
        assertThat(of("BLPOP a 1e999999999").isOver(Long.MAX_VALUE / 4)).isFalse();
    }
}
