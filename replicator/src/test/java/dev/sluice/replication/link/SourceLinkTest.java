package dev.sluice.replication.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.Secret;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceLinkTest {
    private static final String ID = "a".repeat(40);
    private static final String NEW_ID = "b".repeat(40);
    private static final String MARK = "c".repeat(40);
    private static final String GREETING =
            "+PONG\r\n+OK\r\n+OK\r\n+OK\r\n-ERR Unrecognized REPLCONF option: version\r\n";

    private final Recorder recorder = new Recorder();
    private final SourceLink link = new SourceLink(settings(), recorder, () -> recorder.told.add("attached"));
    private final EmbeddedChannel channel = new EmbeddedChannel();

    SourceLinkTest() {
        channel.freezeTime();
        channel.pipeline().addLast(link);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static LinkSettings settings() {
        NodeSettings node = new NodeSettings(
                NodeRole.SOURCE,
                new Endpoint("127.0.0.1", 6379),
                "replica",
                Secret.of("pass"),
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        return new LinkSettings(
                node, 6391, "8.0.1", Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(60));
    }

    private void receive(String wire) {
        channel.writeInbound(Unpooled.copiedBuffer(wire, ISO_8859_1));
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            text.append(out.toString(ISO_8859_1));
            out.release();
        }
        return text.toString()
                .replaceAll("[*$]\\d+\r\n", "")
                .replace("\r\n", " ")
                .strip();
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void shakesHandsAndAsksForPsyncOnlyWhenEveryReplyIsThere() {
        assertThat(sent())
                .isEqualTo("PING AUTH replica pass REPLCONF listening-port 6391 REPLCONF capa eof capa psync2"
                        + " REPLCONF version 8.0.1");
        receive(GREETING.substring(0, GREETING.length() - 1));
        assertThat(sent()).isEmpty();

        receive("\n");

        assertThat(sent()).isEqualTo("PSYNC " + ID + " 101");
    }

    @Test
    void streamsAfterAPartialResync() {
        recorder.acknowledged = 100;
        receive(GREETING + "\n\n+CONTINUE " + NEW_ID + "\r\n*1\r\n$4\r\nping\r\n");
        sent();

        assertThat(recorder.told).containsExactly("attached", "continue " + NEW_ID, "stream *1\r\n$4\r\nping\r\n");
        pass(1000);
        assertThat(sent()).isEqualTo("REPLCONF ACK 100");
        assertThat(recorder.told).contains("due");
    }

    @Test
    void takesASnapshotWithAMarkAndIsImpatientUntilTheStreamFlows() {
        receive(GREETING + "+FULLRESYNC " + ID + " 100\r\n");
        receive("\n\n$EOF:" + MARK + "\r\nREDIS" + MARK.substring(0, 17));
        receive(MARK.substring(17) + "\n");
        sent();
        assertThat(recorder.told)
                .containsExactly("full " + new Position(ID, 100), "attached", "snapshot -1", "bytes REDIS", "end");

        pass(100);
        pass(100);
        assertThat(sent()).isEqualTo("REPLCONF ACK 0 REPLCONF ACK 0");
        receive("\nset");
        assertThat(recorder.told).endsWith("stream set");
        pass(100);
        assertThat(sent()).isEmpty();
    }

    @Test
    void takesASnapshotOfKnownLengthWithTheStreamRightBehindIt() {
        receive(GREETING + "+FULLRESYNC " + ID + " 100\r\n$5\r\nREDISstream");

        assertThat(recorder.told)
                .containsExactly(
                        "full " + new Position(ID, 100),
                        "attached",
                        "snapshot 5",
                        "bytes REDIS",
                        "end",
                        "stream stream");
    }

    @Test
    void answersGetAckAtOnce() {
        receive(GREETING + "+CONTINUE\r\n*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$1\r\n*\r\n");

        assertThat(recorder.told).endsWith("due");
    }

    @Test
    void aWrongPasswordIsARefusalWithoutThePassword() {
        receive("+PONG\r\n-WRONGPASS invalid username-password pair or user is disabled.\r\n");

        assertThat(channel.isOpen()).isFalse();
        assertThat(link.isRefused()).isTrue();
        assertThat(link.end()).contains("AUTH", "WRONGPASS").doesNotContain("pass ");
    }

    @Test
    void aNodeThatLoadsIsAskedAgainLater() {
        receive(GREETING + "-LOADING Redis is loading the dataset in memory\r\n");

        assertThat(channel.isOpen()).isFalse();
        assertThat(link.isRefused()).isFalse();
        assertThat(link.isBusy()).isTrue();
    }

    @Test
    void aFullCopyThatIsNotWantedClosesTheLink() {
        recorder.takesFull = false;
        receive(GREETING + "+FULLRESYNC " + ID + " 100\r\n$5\r\nREDIS");

        assertThat(channel.isOpen()).isFalse();
        assertThat(recorder.told).containsExactly("full " + new Position(ID, 100));
    }

    @Test
    void whatNoMasterSendsClosesTheLink() {
        receive(GREETING + "+FULLRESYNC " + ID + " 100\r\n+surprise\r\n");
        assertThat(channel.isOpen()).isFalse();
        assertThat(link.end()).contains("expected a snapshot");
    }

    @Test
    void anEndlessLineClosesTheLink() {
        receive("+" + "x".repeat(LineReader.MAX_BYTES + 1));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aSilentNodeIsGivenUp() {
        receive(GREETING + "+CONTINUE\r\n");
        pass(59_000);
        assertThat(channel.isOpen()).isTrue();
        receive("x");
        pass(59_000);
        assertThat(channel.isOpen()).isTrue();

        pass(2_000);

        assertThat(channel.isOpen()).isFalse();
        assertThat(link.end()).contains("silent for 60 s");
    }

    private static final class Recorder implements CaptureListener {
        private final List<String> told = new ArrayList<>();
        private boolean takesFull = true;
        private long acknowledged;

        @Override
        public PsyncRequest request() {
            return new PsyncRequest(ID, 101);
        }

        @Override
        public boolean onFullResync(Position start) {
            told.add("full " + start);
            return takesFull;
        }

        @Override
        public void onContinue(@Nullable String newReplid) {
            told.add("continue " + newReplid);
        }

        @Override
        public void onSnapshotStart(long totalBytes) {
            told.add("snapshot " + totalBytes);
        }

        @Override
        public void onSnapshotBytes(ByteBuf bytes) {
            told.add("bytes " + bytes.toString(ISO_8859_1));
        }

        @Override
        public void onSnapshotEnd() {
            told.add("end");
        }

        @Override
        public void onStream(ByteBuf bytes) {
            told.add("stream " + bytes.toString(ISO_8859_1));
        }

        @Override
        public long acknowledged() {
            return acknowledged;
        }

        @Override
        public void onAcknowledgeDue() {
            told.add("due");
        }

        @Override
        public void onLinkDown(String reason, boolean busy) {
            told.add("down " + reason);
        }

        @Override
        public boolean onRefused(String reason) {
            told.add("refused " + reason);
            return false;
        }
    }
}
