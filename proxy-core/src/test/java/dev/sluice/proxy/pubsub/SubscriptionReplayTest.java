package dev.sluice.proxy.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscriptionReplayTest {
    private final Subscriptions wanted = new Subscriptions();
    private final SubscriptionReplay replay = new SubscriptionReplay(wanted);
    private int total;

    private void change(PubSubCommand command, String channel) {
        total += command.isAdding() ? 1 : -1;
        wanted.sent(command, 1);
        wanted.onAcknowledged(command, channel, total);
    }

    private static @Nullable String text(@Nullable List<byte[]> command) {
        return command == null
                ? null
                : command.stream()
                        .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                        .collect(Collectors.joining(" "));
    }

    @Test
    void shouldTellOneKindAtATimeAndWaitForEveryAnswer() {
        change(PubSubCommand.SUBSCRIBE, "a");
        change(PubSubCommand.SUBSCRIBE, "b");
        change(PubSubCommand.PSUBSCRIBE, "p*");

        assertThat(replay.isCaughtUp()).isFalse();
        assertThat(text(replay.next())).isEqualTo("SUBSCRIBE a b");
        assertThat(replay.next()).isNull();
        replay.onAnswered();
        assertThat(replay.next()).isNull();
        replay.onAnswered();
        assertThat(text(replay.next())).isEqualTo("PSUBSCRIBE p*");
        replay.onAnswered();

        assertThat(replay.next()).isNull();
        assertThat(replay.isCaughtUp()).isTrue();
        change(PubSubCommand.UNSUBSCRIBE, "a");
        assertThat(replay.isCaughtUp()).isFalse();
        assertThat(text(replay.next())).isEqualTo("UNSUBSCRIBE a");
    }

    @Test
    void shouldBoundWhatIsOutstanding() {
        for (int i = 0; i < 2 * SubscriptionReplay.BATCH_CHANNELS; i++) {
            change(PubSubCommand.SUBSCRIBE, "c" + i);
        }
        List<byte[]> first = replay.next();

        assertThat(first).hasSize(1 + SubscriptionReplay.BATCH_CHANNELS);
    }

    @Test
    void shouldBoundTheBytesOfACommand() {
        String name = "n".repeat(SubscriptionReplay.BATCH_BYTES / 2);
        change(PubSubCommand.SUBSCRIBE, name + 1);
        change(PubSubCommand.SUBSCRIBE, name + 2);

        assertThat(replay.next()).hasSize(2);
    }

    @Test
    void shouldTakeAFreshConnectionToEndMonitor() {
        wanted.monitorSent();
        wanted.onMonitor(true);
        assertThat(text(replay.next())).isEqualTo("MONITOR");
        replay.onAnswered();
        assertThat(replay.isCaughtUp()).isTrue();

        wanted.reset();

        assertThat(replay.isBeyondRepair()).isTrue();
        assertThat(replay.isCaughtUp()).isFalse();
    }

    @Test
    void shouldComeToTheSameWhateverHappens() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Set<String> other = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            String channel = "c" + random.nextInt(50);
            boolean present = wanted.channels(ChannelKind.CHANNEL).contains(channel);
            if (random.nextBoolean()) {
                change(present ? PubSubCommand.UNSUBSCRIBE : PubSubCommand.SUBSCRIBE, channel);
            } else {
                replay.onAnswered();
                obey(replay.next(), other);
            }
        }
        while (!replay.isCaughtUp()) {
            replay.onAnswered();
            obey(replay.next(), other);
        }
        assertThat(other).as("seed %d", seed).isEqualTo(new TreeSet<>(wanted.channels(ChannelKind.CHANNEL)));
    }

    private static void obey(@Nullable List<byte[]> command, Set<String> other) {
        String words = text(command);
        if (words == null) {
            return;
        }
        List<String> all = List.of(words.split(" ", -1));
        List<String> channels = all.subList(1, all.size());
        if (all.get(0).equals("SUBSCRIBE")) {
            other.addAll(channels);
        } else {
            other.removeAll(channels);
        }
    }
}
