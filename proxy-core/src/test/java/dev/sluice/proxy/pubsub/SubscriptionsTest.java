package dev.sluice.proxy.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private final Subscriptions subscriptions = new Subscriptions();

    private boolean acknowledge(PubSubCommand command, String channel, long total) {
        return subscriptions.onAcknowledged(command, channel, total);
    }

    @Test
    void shouldEndACommandWithTheAcknowledgementOfItsLastChannel() {
        subscriptions.sent(PubSubCommand.SUBSCRIBE, 3);
        subscriptions.sent(PubSubCommand.PSUBSCRIBE, 1);

        assertThat(acknowledge(PubSubCommand.SUBSCRIBE, "a", 1)).isFalse();
        assertThat(acknowledge(PubSubCommand.SUBSCRIBE, "b", 2)).isFalse();
        assertThat(acknowledge(PubSubCommand.SUBSCRIBE, "a", 2)).isTrue();
        assertThat(acknowledge(PubSubCommand.PSUBSCRIBE, "a*", 3)).isTrue();

        assertThat(subscriptions.channels(ChannelKind.CHANNEL)).containsExactly("a", "b");
        assertThat(subscriptions.count(ChannelKind.CHANNEL)).isEqualTo(2);
        assertThat(subscriptions.count(ChannelKind.PATTERN)).isEqualTo(1);
        assertThat(subscriptions.count(ChannelKind.SHARD)).isZero();
    }

    @Test
    void shouldEndACommandWithoutChannelsWithTheLastOfItsKind() {
        subscriptions.sent(PubSubCommand.SUBSCRIBE, 2);
        subscriptions.sent(PubSubCommand.PSUBSCRIBE, 1);
        acknowledge(PubSubCommand.SUBSCRIBE, "a", 1);
        acknowledge(PubSubCommand.SUBSCRIBE, "b", 2);
        acknowledge(PubSubCommand.PSUBSCRIBE, "p", 3);

        subscriptions.sent(PubSubCommand.UNSUBSCRIBE, 0);
        assertThat(acknowledge(PubSubCommand.UNSUBSCRIBE, "b", 2)).isFalse();
        assertThat(acknowledge(PubSubCommand.UNSUBSCRIBE, "a", 1)).isTrue();
        subscriptions.sent(PubSubCommand.UNSUBSCRIBE, 0);
        assertThat(subscriptions.onAcknowledged(PubSubCommand.UNSUBSCRIBE, null, 1))
                .isTrue();
        assertThat(subscriptions.isActive()).isTrue();
        subscriptions.sent(PubSubCommand.PUNSUBSCRIBE, 0);
        assertThat(acknowledge(PubSubCommand.PUNSUBSCRIBE, "p", 0)).isTrue();

        assertThat(subscriptions.isActive()).isFalse();
    }

    @Test
    void shouldNotTakeAnUnaskedUnsubscriptionForAnAnswer() {
        subscriptions.sent(PubSubCommand.SSUBSCRIBE, 1);
        acknowledge(PubSubCommand.SSUBSCRIBE, "s", 1);
        subscriptions.sent(PubSubCommand.SUBSCRIBE, 1);

        assertThat(acknowledge(PubSubCommand.SUNSUBSCRIBE, "s", 0)).isFalse();

        assertThat(subscriptions.count(ChannelKind.SHARD)).isZero();
        assertThat(acknowledge(PubSubCommand.SUBSCRIBE, "a", 1)).isTrue();
    }

    @Test
    void shouldForgetChannelsBeyondTheLimitUntilTheLastOneIsGone() {
        int channels = Subscriptions.MAX_CHANNELS + 1;
        subscriptions.sent(PubSubCommand.SUBSCRIBE, channels);
        for (int i = 1; i <= channels; i++) {
            assertThat(subscriptions.blocker()).isNull();
            acknowledge(PubSubCommand.SUBSCRIBE, "channel" + i, i);
        }

        assertThat(subscriptions.blocker()).isEqualTo("subscribed-to-too-much");
        assertThat(subscriptions.channels(ChannelKind.CHANNEL)).isEmpty();
        assertThat(subscriptions.count(ChannelKind.CHANNEL)).isEqualTo(channels);
        subscriptions.sent(PubSubCommand.UNSUBSCRIBE, 0);
        for (int i = channels - 1; i > 0; i--) {
            assertThat(acknowledge(PubSubCommand.UNSUBSCRIBE, "channel" + i, i)).isFalse();
        }
        assertThat(acknowledge(PubSubCommand.UNSUBSCRIBE, "channel0", 0)).isTrue();
        assertThat(subscriptions.blocker()).isNull();
        assertThat(subscriptions.isActive()).isFalse();
    }

    @Test
    void shouldForgetNamesThatAreTooLongTogether() {
        String name = "n".repeat(Subscriptions.MAX_BYTES / 2);
        subscriptions.sent(PubSubCommand.SUBSCRIBE, 3);
        acknowledge(PubSubCommand.SUBSCRIBE, name + "1", 1);
        assertThat(subscriptions.blocker()).isNull();

        acknowledge(PubSubCommand.SUBSCRIBE, name + "2", 2);

        assertThat(subscriptions.blocker()).isEqualTo("subscribed-to-too-much");
    }

    @Test
    void shouldLoseTrackOnlyWhenATransactionRanThatSubscribes() {
        subscriptions.sent(PubSubCommand.SUBSCRIBE, 2);
        subscriptions.onRefused(true);
        assertThat(subscriptions.isActive()).isTrue();
        subscriptions.onTransactionEnd(false);
        assertThat(subscriptions.isActive()).isFalse();

        subscriptions.sent(PubSubCommand.SUBSCRIBE, 2);
        subscriptions.onRefused(true);
        subscriptions.onTransactionEnd(true);

        assertThat(subscriptions.isLost()).isTrue();
        assertThat(subscriptions.blocker()).isEqualTo("subscribed-in-multi");
    }
}
