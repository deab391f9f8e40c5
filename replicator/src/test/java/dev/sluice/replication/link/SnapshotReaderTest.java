package dev.sluice.replication.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {
    private static final String MARK = "0123456789abcdef0123456789abcdef01234567";

    private static String read(SnapshotReader reader, String wire, int... cuts) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : wire.length();
            ByteBuf in = Unpooled.copiedBuffer(wire.substring(from, to), ISO_8859_1);
            if (reader.read(in, part -> out.append(part.toString(ISO_8859_1)))) {
                return out + "|" + in.toString(ISO_8859_1) + wire.substring(to);
            }
            assertThat(in.isReadable()).isFalse();
            from = to;
        }
        return out + "...";
    }

    @Test
    void findsTheMarkAtEverySplit() throws LinkProtocolException {
        String wire = "REDIS0011 some bytes of a snapshot" + MARK + "*1\r\n$4\r\nping\r\n";
        for (int first = 0; first <= wire.length(); first++) {
            for (int second = first; second <= wire.length(); second++) {
                assertThat(read(SnapshotReader.of("$EOF:" + MARK), wire, first, second))
                        .as("cut at %d and %d", first, second)
                        .isEqualTo("REDIS0011 some bytes of a snapshot|*1\r\n$4\r\nping\r\n");
            }
        }
    }

    @Test
    void findsTheMarkByteByByteAndAfterBeginningsOfItself() throws LinkProtocolException {
        String body = MARK.substring(0, 39) + MARK.substring(0, 20) + MARK.substring(1) + MARK.substring(0, 1);
        String wire = body + MARK;
        int[] everywhere = new int[wire.length()];
        for (int i = 0; i < everywhere.length; i++) {
            everywhere[i] = i;
        }

        assertThat(read(SnapshotReader.of("$EOF:" + MARK), wire, everywhere)).isEqualTo(body + "|");
    }

    @Test
    void randomBytesInRandomPieces() throws LinkProtocolException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            StringBuilder body = new StringBuilder();
            int length = random.nextInt(500);
            for (int i = 0; i < length; i++) {
                body.append(
                        random.nextInt(10) == 0 ? MARK.substring(0, random.nextInt(40)) : (char) random.nextInt(256));
            }
            String wire = body + MARK;
            if (wire.indexOf(MARK) != body.length()) {
                continue;
            }
            int[] cuts = random.ints(6, 0, wire.length() + 1).sorted().toArray();
            assertThat(read(SnapshotReader.of("$EOF:" + MARK), wire, cuts))
                    .as("seed %d", seed)
                    .isEqualTo(body + "|");
        }
    }

    @Test
    void aLengthIsCountedToTheByte() throws LinkProtocolException {
        String wire = "REDIS0009 twenty bytes!!stream";
        for (int cut = 0; cut <= wire.length(); cut++) {
            SnapshotReader reader = SnapshotReader.of("$24");
            assertThat(reader.totalBytes()).isEqualTo(24);
            assertThat(read(reader, wire, cut)).isEqualTo("REDIS0009 twenty bytes!!|stream");
        }
    }

    @Test
    void anythingElseIsNoSnapshot() {
        for (String header : new String[] {"$", "$-1", "$x", "$EOF:short", "*3", "+OK", "$9999999999999999999999"}) {
            assertThatThrownBy(() -> SnapshotReader.of(header)).as(header).isInstanceOf(LinkProtocolException.class);
        }
    }
}
