package dev.sluice.replication.spool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.position.History;
import dev.sluice.replication.position.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final long START = 1000;

    @TempDir
    Path root;

    private SpoolLayout layout;
    private SpoolBudget budget = new SpoolBudget(1 << 20);

    @BeforeEach
    void setUp() {
        layout = new SpoolLayout(root.resolve("spool"), 100);
    }

    private Spool create() throws IOException {
        return Spool.create(layout, budget, NodeRole.SOURCE, true, History.of(A), START);
    }

    private Spool reopen() throws IOException {
        budget = new SpoolBudget(budget.maxBytes());
        Spool spool = Spool.open(layout, budget, NodeRole.SOURCE);
        assertThat(spool).isNotNull();
        return requireNonNull(spool);
    }

    private static ByteBuf bytes(long fromOffset, int length) {
        ByteBuf buf = Unpooled.buffer();
        for (int i = 0; i < length; i++) {
            buf.writeByte((byte) ((fromOffset + i) * 31));
        }
        return buf;
    }

    private static void appendBytes(Spool spool, int length) throws IOException {
        spool.append(bytes(spool.last() + 1, length));
    }

    private static ByteBuf readAll(Spool spool, long offset, int max) throws IOException {
        ByteBuf into = Unpooled.buffer();
        while (offset + into.readableBytes() <= spool.last()) {
            spool.read(offset + into.readableBytes(), into, max);
        }
        return into;
    }

    @Test
    void readsBackAtEveryOffset() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Spool spool = create();
        while (spool.last() < START + 2000) {
            appendBytes(spool, 1 + random.nextInt(150));
        }

        assertThat(spool.first()).isEqualTo(START + 1);
        for (int i = 0; i < 200; i++) {
            long offset = spool.first() + random.nextInt(2000);
            assertThat(readAll(spool, offset, 1 + random.nextInt(300)))
                    .as("seed %d, offset %d", seed, offset)
                    .isEqualTo(bytes(offset, (int) (spool.last() - offset + 1)));
        }
        assertThat(budget.usedBytes()).isEqualTo(spool.bytes());
        spool.close();
    }

    @Test
    void aNewProcessFindsStreamHistoryAndSnapshot() throws IOException {
        Spool spool = Spool.createForSnapshot(layout, budget, NodeRole.SOURCE, true, History.of(A), START);
        SnapshotFile snapshot = requireNonNull(spool.snapshot());
        snapshot.append(Unpooled.wrappedBuffer("REDIS0011 and more".getBytes(StandardCharsets.US_ASCII)));
        snapshot.complete();
        SyncedSpool.sync(spool);
        appendBytes(spool, 250);
        spool.continuedAs(B);
        appendBytes(spool, 30);
        spool.close();
        assertThat(budget.usedBytes()).isZero();

        Spool again = reopen();

        assertThat(again.end()).isEqualTo(new Position(B, START + 280));
        assertThat(again.history().contains(new Position(A, START + 250))).isTrue();
        assertThat(again.history().contains(new Position(A, START + 251))).isFalse();
        assertThat(again.from()).isEqualTo(NodeRole.SOURCE);
        assertThat(again.refill()).isTrue();
        assertThat(again.durable()).isEqualTo(again.last());
        SnapshotFile kept = requireNonNull(again.snapshot());
        assertThat(kept.isComplete()).isTrue();
        assertThat(kept.magic()).isEqualTo("REDIS0011");
        assertThat(kept.length()).isEqualTo(18);
        assertThat(budget.usedBytes()).isEqualTo(again.bytes());
        assertThat(readAll(again, START + 1, 64)).isEqualTo(bytes(START + 1, 280));
        appendBytes(again, 5);
        assertThat(readAll(again, START + 270, 64)).isEqualTo(bytes(START + 270, 16));
        again.close();
    }

    @Test
    void aSnapshotThatWasStillArrivingIsOfNoUse() throws IOException {
        Spool spool = Spool.createForSnapshot(layout, budget, NodeRole.SOURCE, true, History.of(A), START);
        requireNonNull(spool.snapshot()).append(bytes(0, 50));
        assertThat(spool.durable()).isZero();
        spool.close();

        assertThat(Spool.open(layout, budget, NodeRole.SOURCE)).isNull();
    }

    @Test
    void nothingIsDurableBeforeTheSnapshotIs() throws IOException {
        Spool spool = Spool.createForSnapshot(layout, budget, NodeRole.SOURCE, true, History.of(A), 0);
        SnapshotFile snapshot = requireNonNull(spool.snapshot());
        snapshot.append(bytes(0, 50));
        SyncedSpool.sync(spool);
        assertThat(spool.durable()).isZero();
        snapshot.complete();
        appendBytes(spool, 10);
        assertThat(spool.durable()).isZero();

        SyncedSpool.sync(spool);

        assertThat(spool.durable()).isEqualTo(10);
        spool.close();
    }

    @Test
    void trimmingDeletesWholeSegmentsBelowTheOffset() throws IOException {
        Spool spool = create();
        for (int i = 0; i < 10; i++) {
            appendBytes(spool, 100);
        }

        spool.trimBelow(START + 350);

        assertThat(spool.first()).isEqualTo(START + 301);
        assertThat(budget.usedBytes()).isEqualTo(700);
        assertThatThrownBy(() -> spool.read(START + 300, Unpooled.buffer(), 10))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("no longer spooled");
        spool.trimBelow(Long.MAX_VALUE);
        assertThat(spool.last()).isEqualTo(START + 1000);
        spool.close();
        Spool again = reopen();
        assertThat(again.last()).isEqualTo(START + 1000);
        again.close();
    }

    @Test
    void aSnapshotThatNoLongerJoinsTheStreamGoes() throws IOException {
        Spool spool = Spool.createForSnapshot(layout, budget, NodeRole.SOURCE, true, History.of(A), START);
        SnapshotFile snapshot = requireNonNull(spool.snapshot());
        snapshot.append(bytes(0, 500));
        snapshot.complete();
        appendBytes(spool, 100);
        appendBytes(spool, 100);
        spool.trimBelow(START + 50);
        assertThat(spool.snapshot()).isNotNull();

        spool.trimBelow(START + 101);

        assertThat(spool.snapshot()).isNull();
        assertThat(budget.usedBytes()).isEqualTo(100);
        spool.delete();
        assertThat(budget.usedBytes()).isZero();
        assertThat(root.resolve("spool/from-source")).isEmptyDirectory();
    }

    @Test
    void shouldRememberThatTheReceiverMayBeCopiedAgain() throws IOException {
        Spool spool = Spool.create(layout, budget, NodeRole.SOURCE, false, History.of(A), START);
        spool.allowRefill();
        spool.close();

        Spool again = Objects.requireNonNull(Spool.open(layout, budget, NodeRole.SOURCE));

        assertThat(again.refill()).isTrue();
        assertThat(again.history()).isEqualTo(History.of(A));
        again.close();
    }

    @Test
    void theCapIsSharedAndNothingIsWrittenBeyondIt() throws IOException {
        budget = new SpoolBudget(250);
        Spool spool = create();
        Spool other = Spool.create(layout, budget, NodeRole.TARGET, false, History.of(B), 0);
        appendBytes(spool, 150);
        appendBytes(other, 60);

        assertThatThrownBy(() -> appendBytes(spool, 50))
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining("210 of at most 250 bytes");

        assertThat(spool.last()).isEqualTo(START + 150);
        appendBytes(spool, 40);
        other.delete();
        appendBytes(spool, 60);
        assertThat(readAll(spool, START + 1, 100)).isEqualTo(bytes(START + 1, 250));
        spool.close();
    }

    @Test
    void afterARestartOfTheMachineOnlyWhatWasForcedCounts() throws IOException {
        Spool spool = create();
        appendBytes(spool, 130);
        SyncedSpool.sync(spool);
        assertThat(spool.durable()).isEqualTo(START + 130);
        appendBytes(spool, 500);
        spool.close();
        budget = new SpoolBudget(budget.maxBytes());

        Spool again = Spool.open(layout, budget, NodeRole.SOURCE, "another-boot");

        assertThat(again).isNotNull();
        assertThat(again.last()).isEqualTo(START + 130);
        assertThat(budget.usedBytes()).isEqualTo(130);
        appendBytes(again, 20);
        assertThat(readAll(again, START + 1, 1000)).isEqualTo(bytes(START + 1, 150));
        again.close();
    }

    @Test
    void aTornMarkTrustsNothing() throws IOException {
        Spool spool = create();
        appendBytes(spool, 130);
        SyncedSpool.sync(spool);
        spool.close();
        Path mark = root.resolve("spool/from-source/durable");
        Files.write(mark, new byte[] {'9'}, StandardOpenOption.WRITE);

        Spool again = reopen();

        assertThat(again.last()).isEqualTo(START);
        again.close();
    }

    @Test
    void segmentsBelowAGapAreForgotten() throws IOException {
        Spool spool = create();
        for (int i = 0; i < 5; i++) {
            appendBytes(spool, 100);
        }
        spool.close();
        try (Stream<Path> files = Files.list(root.resolve("spool/from-source"))) {
            Files.delete(files.filter(f -> f.toString().contains("1201.seg"))
                    .findFirst()
                    .orElseThrow());
        }

        Spool again = reopen();

        assertThat(again.first()).isEqualTo(START + 301);
        assertThat(again.last()).isEqualTo(START + 500);
        assertThat(budget.usedBytes()).isEqualTo(200);
        again.close();
    }

    @Test
    void anUnreadableMetaFileIsToldInWords() throws IOException {
        create().close();
        Files.writeString(root.resolve("spool/from-source/meta"), "format=1\nfrom=source\nreplid=short\n");

        assertThatThrownBy(() -> Spool.open(layout, budget, NodeRole.SOURCE))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("meta file");
    }

    @Test
    void forcingASpoolThatWasDeletedMeanwhileHarmsNobody() throws IOException {
        Spool spool = create();
        appendBytes(spool, 10);
        List<Runnable> disk = new ArrayList<>();
        List<String> told = new ArrayList<>();
        new SpoolSync(spool, Runnable::run, disk::add).start(failure -> told.add(String.valueOf(failure)));
        spool.delete();
        Spool next = create();

        disk.get(0).run();

        assertThat(told).containsExactly("null");
        assertThat(next.durable()).isEqualTo(START);
        next.close();
        Spool again = reopen();
        assertThat(again.last()).isEqualTo(START);
        again.close();
    }
}
