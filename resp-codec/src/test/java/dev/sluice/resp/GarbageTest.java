package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Damaged and random bytes: a scanner either finds frames or says that the protocol is violated, says the same however the
 * bytes are cut, and what it calls a frame can be decoded or is refused as malformed.
 */
class GarbageTest {
    private static final int INPUTS = 2_000;
    private static final String ALPHABET = "*$+-:_#,(!=%~|>;.?\r\n\r\n\r\n0123456789 \"'\\xtf\0\u00ff";

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @RepeatedTest(2)
    void neverBreaksTheScanner() {
        System.out.println("GarbageTest: -Dseed=" + seed);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = random.nextBoolean() ? randomBytes() : damagedFrames();
            for (boolean request : new boolean[] {true, false}) {
                List<String> whole = outcome(request, bytes, bytes.length);
                List<String> pieces = outcome(request, bytes, 1 + random.nextInt(7));
                assertThat(pieces).as("seed %d, input %d", seed, i).isEqualTo(whole);
                decode(request, bytes);
            }
        }
    }

    private static List<String> outcome(boolean request, byte[] bytes, int piece) {
        FrameScanner scanner =
                request ? FrameScanner.requests(RespLimits.defaults()) : FrameScanner.replies(RespLimits.defaults());
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        List<String> events = new ArrayList<>();
        try {
            for (int from = 0; from < bytes.length; from += piece) {
                int to = Math.min(from + piece, bytes.length);
                int end = scanner.scan(in, from, to);
                while (end >= 0) {
                    events.add(end + " " + scanner.type() + " " + scanner.wireLength());
                    end = scanner.scan(in, end, to);
                }
            }
            events.add("wants more: " + scanner.inFrame() + " " + scanner.bulkRemaining());
        } catch (RespProtocolException e) {
            events.add(String.valueOf(e.getMessage()));
        }
        return events;
    }

    private void decode(boolean request, byte[] bytes) {
        RespLimits limits = RespLimits.defaults();
        RespValueDecoder decoder =
                request ? RespValueDecoder.requests(limits, 1 << 20) : RespValueDecoder.replies(limits, 1 << 20);
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        try {
            while (decoder.decode(in) != null) {
                assertThat(in.readerIndex()).as("seed %d", seed).isPositive();
            }
            assertThat(in.isReadable()).as("seed %d", seed).isFalse();
        } catch (RespProtocolException e) {
            assertThat(e).hasMessageStartingWith("Protocol error: ");
        }
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(60)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return bytes;
    }

    private byte[] damagedFrames() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            List<String> samples = random.nextBoolean() ? Frames.REQUESTS : Frames.REPLIES;
            text.append(samples.get(random.nextInt(samples.size())));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length());
            text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return Frames.bytes(text.toString());
    }
}
