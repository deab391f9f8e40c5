package dev.sluice.cutover.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.NodeException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real threads and clocks. */
class RuntimeTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void shouldWakeUpAsSoonAsAFutureIsDone() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread other = new Thread(() -> future.complete("done"));
        long began = System.nanoTime();
        other.start();
        assertThat(Ticker.system().await(future, LONG)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG);
    }

    @Test
    void shouldGiveUpWaitingWhenTheTimeIsOver() {
        assertThat(Ticker.system().await(new CompletableFuture<>(), Duration.ofMillis(1)))
                .isFalse();
        assertThat(Ticker.system().await(new CompletableFuture<>(), Duration.ofMillis(-1)))
                .isFalse();
    }

    @Test
    void shouldKeepAnInterruptionForLater() {
        Thread.currentThread().interrupt();
        assertThat(Ticker.system().await(new CompletableFuture<>(), Duration.ofMillis(2)))
                .isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldCallOneNodeInOrderWhileTheOtherHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Integer> order = new CopyOnWriteArrayList<>();
        try (ThreadedNodeCalls calls =
                new ThreadedNodeCalls(Map.of(NodeRole.SOURCE, control(), NodeRole.TARGET, control()))) {
            CompletableFuture<Boolean> hanging = calls.submit(NodeRole.TARGET, node -> await(release));
            CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
            for (int i = 0; i < 20; i++) {
                int number = i;
                last = calls.submit(NodeRole.SOURCE, node -> order.add(number));
            }
            assertThat(Ticker.system().await(last, LONG)).isTrue();
            assertThat(order).hasSize(20).isSorted();
            assertThat(hanging).isNotDone();
            release.countDown();
            assertThat(Ticker.system().await(hanging, LONG)).isTrue();
        }
    }

    @Test
    void shouldFailWithTheNodesWordsAndRefuseAfterClose() {
        ThreadedNodeCalls calls = new ThreadedNodeCalls(Map.of(NodeRole.SOURCE, control()));
        Waiting waiting = new Waiting(Ticker.system());
        CompletableFuture<Boolean> failing = calls.submit(NodeRole.SOURCE, node -> {
            throw new NodeException("NOPERM this user has no permissions");
        });
        assertThatThrownBy(() -> waiting.await(failing, LONG, "CONFIG SET at the source"))
                .isInstanceOf(StepException.class)
                .hasMessage("CONFIG SET at the source: NOPERM this user has no permissions");
        calls.close();
        assertThatThrownBy(() -> waiting.await(calls.submit(NodeRole.SOURCE, node -> true), LONG, "INFO"))
                .isInstanceOf(StepException.class)
                .hasMessageContaining("being stopped");
    }

    @Test
    void shouldGoOnAfterAFaultAndRefuseAfterClose() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        ThreadWorker worker = new ThreadWorker(LONG);
        worker.every(Duration.ofMillis(1), () -> {
            twice.countDown();
            throw new IllegalStateException("a fault that must not end the ticks");
        });
        assertThat(twice.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        worker.close();
        assertThat(worker.execute(() -> {})).isFalse();
    }

    private static boolean await(CountDownLatch latch) throws NodeException {
        try {
            return latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted", e);
        }
    }

    private static NodeControl control() {
        return (NodeControl) Proxy.newProxyInstance(
                NodeControl.class.getClassLoader(), new Class<?>[] {NodeControl.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
