package dev.sluice.replication.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.replication.guard.ReceiverLimits;
import dev.sluice.replication.guard.StreamGuard;
import dev.sluice.replication.position.History;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.spool.SnapshotFile;
import dev.sluice.replication.spool.Spool;
import dev.sluice.replication.spool.SpoolBudget;
import dev.sluice.replication.spool.SpoolLayout;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {
    private static final String ID = "a".repeat(40);
    private static final String PING = "*1\r\n$4\r\nping\r\n";

    @TempDir
    Path stateDir;

    private final List<String> told = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private @Nullable ReceiverLink link;

    @SuppressWarnings("NullAway.Init")
    private Spool spool;

    @BeforeEach
    void connect() throws IOException {
        RelayUsers users = RelayUsers.loadOrCreate(stateDir);
        RelaySettings settings = new RelaySettings(new Endpoint("127.0.0.1", 0), null, Duration.ofSeconds(60));
        channel.freezeTime();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1000, 100_000));
        channel.pipeline().addLast(new ReceiverLink(settings, users, new RelayListener() {
            @Override
            public void onPsync(ReceiverLink asking, PsyncRequest request) {
                link = asking;
            }

            @Override
            public void onTrouble(String problem) {
                told.add(problem);
            }
        }));
        send("AUTH", users.of(NodeRole.TARGET).password().reveal());
        send("REPLCONF", "capa", "eof");
        send("PSYNC", "?", "-1");
        sent();
    }

    @AfterEach
    void close() throws IOException {
        channel.finishAndReleaseAll();
        spool.close();
    }

    private Feed feedWithSnapshot() throws IOException {
        spool = Spool.createForSnapshot(layout(), new SpoolBudget(1 << 20), NodeRole.SOURCE, true, History.of(ID), 100);
        return feed(new StreamGuard());
    }

    private Feed feedOfStream(StreamGuard guard) throws IOException {
        spool = Spool.create(layout(), new SpoolBudget(1 << 20), NodeRole.SOURCE, true, History.of(ID), 100);
        return feed(guard);
    }

    private SpoolLayout layout() {
        return new SpoolLayout(stateDir.resolve("spool"), 300);
    }

    private Feed feed(StreamGuard guard) {
        return new Feed(Objects.requireNonNull(link), spool, guard, new FeedListener() {
            @Override
            public void onSnapshotSent() {
                told.add("snapshot sent");
            }

            @Override
            public void onApplied(long offset) {
                told.add("applied " + offset);
            }

            @Override
            public void onRefused(String reason, long offset) {
                told.add("refused at " + offset);
            }

            @Override
            public void onFeedFailed(IOException failure) {
                told.add("failed " + failure.getMessage());
            }

            @Override
            public void onFeedClosed(String reason) {
                told.add("closed");
            }
        });
    }

    private SnapshotFile snapshot() {
        return Objects.requireNonNull(spool.snapshot());
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, ISO_8859_1);
    }

    private void send(String... words) {
        ByteBuf out = Unpooled.buffer();
        RespWriter.command(out, words);
        channel.writeInbound(out);
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            text.append(out.toString(ISO_8859_1));
            out.release();
        }
        return text.toString();
    }

    @Test
    void sendsASnapshotWhileItArrivesAndNothingBehindItsMarkUntilTheNodeAcknowledges() throws IOException {
        Feed feed = feedWithSnapshot();
        feed.full(snapshot());
        assertThat(sent()).isEqualTo("+FULLRESYNC " + ID + " 100\r\n");
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(sent()).isEqualTo("\n");

        snapshot().append(bytes("REDIS0011"));
        feed.pump();
        String header = sent();
        assertThat(header).matches("(?s)\\$EOF:[0-9a-f]{40}\r\nREDIS0011");
        snapshot().append(bytes("-more"));
        snapshot().complete();
        spool.append(bytes(PING));
        feed.pump();
        assertThat(sent()).isEqualTo("-more" + header.substring(5, 45));
        assertThat(told).containsExactly("snapshot sent");

        channel.writeInbound(bytes("\n\n"));
        send("REPLCONF", "ACK", "100");

        assertThat(sent()).isEqualTo(PING);
        assertThat(told).endsWith("applied 100");
        assertThat(feed.sent()).isEqualTo(114);
        send("REPLCONF", "ACK", "114", "FACK", "50");
        assertThat(told).endsWith("applied 114");
    }

    @Test
    void sendsACompleteSnapshotWithItsLengthAndTheStreamBehindIt() throws IOException {
        Feed feed = feedWithSnapshot();
        snapshot().append(bytes("REDIS0011-all"));
        snapshot().complete();
        spool.append(bytes(PING));

        feed.full(snapshot());

        assertThat(sent()).isEqualTo("+FULLRESYNC " + ID + " 100\r\n$13\r\nREDIS0011-all" + PING);
        assertThat(feed.snapshotSent()).isEqualTo(13);
    }

    @Test
    void goesOnAfterARequestedPosition() throws IOException {
        Feed feed = feedOfStream(new StreamGuard());
        for (int i = 0; i < 50; i++) {
            spool.append(bytes(PING));
        }
        feed.partial(new PsyncRequest(ID, 101 + 14));
        assertThat(sent()).isEqualTo("+CONTINUE " + ID + "\r\n" + PING.repeat(49));

        spool.append(bytes(PING));
        feed.pump();

        assertThat(sent()).isEqualTo(PING);
        send("REPLCONF", "ACK", "5000");
        assertThat(told).as("an offset that was never sent is nobody's word").isEmpty();
    }

    @Test
    void keepsBackACommandWhoseBeginningIsNotWhole() throws IOException {
        StreamGuard guard = new StreamGuard();
        guard.limits(new ReceiverLimits(Set.of("ping"), 16, "7.0.15"));
        Feed feed = feedOfStream(guard);
        spool.append(bytes(PING + "*1\r\n$4\r\npi"));
        feed.partial(new PsyncRequest(ID, 101));
        assertThat(sent()).endsWith(PING);
        assertThat(feed.sent()).isEqualTo(114);

        spool.append(bytes("ng\r\n*1\r\n$4\r\nquit\r\n"));
        feed.pump();

        assertThat(sent()).isEqualTo(PING);
        assertThat(told).containsExactly("refused at 129");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tellsWhenTheConnectionEndsAndOnlyThen() throws IOException {
        Feed feed = feedOfStream(new StreamGuard());
        feed.partial(new PsyncRequest(ID, 101));
        channel.close();
        assertThat(told).containsExactly("closed");
        feed.close("again");
        assertThat(told).containsExactly("closed");
    }
}
