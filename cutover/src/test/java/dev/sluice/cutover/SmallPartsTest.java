package dev.sluice.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cutover.runtime.StepException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helpers of the coordinator, each alone. */
class SmallPartsTest {
    @TempDir
    Path directory;

    private final FakeTicker ticker = new FakeTicker(new Faults());

    @Test
    void shouldKeepTheNewestEventsAndEveryLine() throws Exception {
        EventLog log = new EventLog(directory, ticker);
        for (int i = 0; i < EventLog.KEPT + 5; i++) {
            log.add(1, "READY", "event " + i + "\nand more");
        }
        assertThat(log.list()).hasSize(EventLog.KEPT);
        assertThat(log.list().get(0).text()).startsWith("event 5");
        assertThat(log.list().get(EventLog.KEPT - 1).number()).isEqualTo(EventLog.KEPT + 5L);
        Path file = directory.resolve(EventLog.FILE);
        assertThat(Files.readAllLines(file)).hasSize(EventLog.KEPT + 5).allMatch(line -> line.contains("state=READY"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldStartANewFileWhenTheTrailIsLong() throws Exception {
        Path file = directory.resolve(EventLog.FILE);
        Files.write(file, new byte[Math.toIntExact(EventLog.FILE_BYTES) + 1]);
        new EventLog(directory, ticker).add(1, "READY", "first of a new file");
        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(directory.resolve(EventLog.FILE + ".1")).exists();
    }

    @Test
    void shouldGoOnWhenTheTrailCannotBeWritten() throws Exception {
        Files.createDirectory(directory.resolve(EventLog.FILE));
        EventLog log = new EventLog(directory, ticker);
        log.add(1, "READY", "kept in memory");
        assertThat(log.list()).hasSize(1);
    }

    @Test
    void shouldTellAProblemOnceAndWhenItIsGone() {
        List<String> told = new ArrayList<>();
        Problems problems = new Problems(told::add);
        problems.set("lane", "down");
        problems.set("lane", "down");
        problems.set("lane", "still down");
        problems.clear("lane");
        problems.clear("lane");
        assertThat(told)
                .containsExactly("problem, lane: down", "problem, lane: still down", "no longer a problem: lane");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void shouldDoOrderedWorkInOrderAndOtherWorkRegardless() {
        List<String> done = new ArrayList<>();
        boolean[] broken = {true};
        PendingWork work = new PendingWork(new Problems(text -> {}), ticker);
        work.add("first", () -> {
            if (broken[0]) {
                throw new StepException("not yet");
            }
            done.add("first");
        });
        work.add("second", () -> done.add("second"));
        work.addAlone("apart", () -> done.add("apart"));
        work.step();
        assertThat(done).containsExactly("apart");
        assertThat(work.describe()).isEqualTo("first");
        broken[0] = false;
        work.step();
        assertThat(done).as("not before the pause is over").containsExactly("apart");
        ticker.pause(PendingWork.RETRY);
        work.step();
        assertThat(done).containsExactly("apart", "first", "second");
        assertThat(work.isEmpty()).isTrue();
    }

    @Test
    void shouldCountWhatWasRefusedSinceTheNodeAttached() throws Exception {
        try (World world = new World(directory.resolve("state"))) {
            ErrorBaseline baseline = new ErrorBaseline();
            world.target.errors = 5;
            baseline.attach(world.target.replicationInfo(), 1);
            assertThat(baseline.growth(world.target.replicationInfo(), 1)).isZero();
            world.target.errors = 7;
            assertThat(baseline.growth(world.target.replicationInfo(), 1)).isEqualTo(2);
            assertThat(baseline.growth(world.target.replicationInfo(), 2))
                    .as("a full copy makes up for it")
                    .isZero();
            world.target.restart();
            world.target.errors = 1;
            assertThat(baseline.growth(world.target.replicationInfo(), 2))
                    .as("a restarted process counts from zero")
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldTellAWaitThatTookTooLong() {
        var waiting = new dev.sluice.cutover.runtime.Waiting(ticker);
        assertThatThrownBy(() -> waiting.await(
                        new java.util.concurrent.CompletableFuture<Void>(), Duration.ofMillis(30), "the thing"))
                .isInstanceOf(StepException.class)
                .hasMessage("the thing took longer than 30 ms");
    }
}
