package dev.sluice.proxy.pubsub;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is subscribed to and whether it monitors, as the node has confirmed it, and which commands about that are
 * not answered yet. A channel's name is kept as text of one char a byte. Not thread-safe, but the counts and {@link #isMonitoring}
 * may be read from any thread.
 */
public final class Subscriptions {
    /** Channels, patterns and shard channels of one session that are remembered. */
    public static final int MAX_CHANNELS = 100_000;
    /** Bytes of their names together. */
    public static final int MAX_BYTES = 16 << 20;

    /** Why a session cannot be moved that has more, in the words of the gate's blockers. */
    static final String TOO_MANY = "subscribed-to-too-much";

    static final String IN_MULTI = "subscribed-in-multi";

    private final Map<ChannelKind, Set<String>> channels = new EnumMap<>(ChannelKind.class);
    private final Queue<Asked> asked = new ArrayDeque<>(0);
    private int channelCount;
    private int patternCount;
    private int shardCount;
    private int remembered;
    private long bytes;
    private boolean tooMany;
    private boolean monitoring;
    private int monitorsAsked;
    /** Commands queued in MULTI. */
    private int queued;

    private boolean active;
    private long version;
    private @Nullable String lost;

    /** One command without its whole answer. */
    private static final class Asked {
        final PubSubCommand command;
        /** Acknowledgements to come; what was asked without channels ends with the kind's last one. */
        int left;

        final boolean all;

        Asked(PubSubCommand command, int channels) {
            this.command = command;
            this.left = channels;
            this.all = channels == 0;
        }
    }

    public Subscriptions() {
        for (ChannelKind kind : ChannelKind.values()) {
            channels.put(kind, new LinkedHashSet<>(0));
        }
    }

    // ---- what is sent ----

    /**
     * A command goes to the node.
     *
     * @param given how many channels it names
     */
    public void sent(PubSubCommand command, int given) {
        asked.add(new Asked(command, given));
        active = true;
    }

    public void monitorSent() {
        monitorsAsked++;
        active = true;
    }

    // ---- what is answered ----

    /**
     * The node acknowledged one channel.
     *
     * @param channel null when there was none to unsubscribe from
     * @param total what it counts now: channels and patterns together, or shard channels
     * @return whether the oldest command has its whole answer with it
     */
    public boolean onAcknowledged(PubSubCommand command, @Nullable String channel, long total) {
        ChannelKind kind = command.kind();
        int others =
                kind == ChannelKind.SHARD ? 0 : count(ChannelKind.CHANNEL) + count(ChannelKind.PATTERN) - count(kind);
        count(kind, (int) total - others);
        if (channel != null) {
            remember(kind, channel, command.isAdding());
        }
        Asked turn = asked.peek();
        // A shard channel whose slot has left is told without having been asked for.
        boolean answered = turn != null && turn.command == command && (turn.all ? count(kind) == 0 : --turn.left == 0);
        if (answered) {
            asked.remove();
        }
        changed();
        return answered;
    }

    private void remember(ChannelKind kind, String channel, boolean adding) {
        Set<String> known = of(kind);
        if (tooMany || (adding ? !known.add(channel) : !known.remove(channel))) {
            return;
        }
        remembered += adding ? 1 : -1;
        bytes += adding ? channel.length() : -channel.length();
        if (remembered > MAX_CHANNELS || bytes > MAX_BYTES) {
            forget();
            tooMany = true;
        }
    }

    private void forget() {
        channels.values().forEach(Set::clear);
        remembered = 0;
        bytes = 0;
    }

    /**
     * The oldest command was answered by a frame that acknowledges nothing.
     *
     * @param inMulti whether that says that it is queued
     */
    public void onRefused(boolean inMulti) {
        asked.poll();
        queued += inMulti ? 1 : 0;
        changed();
    }

    /** MONITOR was answered. */
    public void onMonitor(boolean on) {
        monitorsAsked--;
        monitoring |= on;
        changed();
    }

    /**
     * MULTI is over.
     *
     * @param ran whether what was queued has run. Then there are more frames than commands, which cannot be told apart
     */
    public void onTransactionEnd(boolean ran) {
        if (ran && queued > 0) {
            lose(IN_MULTI);
        }
        queued = 0;
        changed();
    }

    /** RESET was answered. */
    public void reset() {
        forget();
        channelCount = 0;
        patternCount = 0;
        shardCount = 0;
        monitoring = false;
        changed();
    }

    /** An acknowledgement was too long to read. */
    public void onUnreadable() {
        lose(TOO_MANY);
    }

    private void lose(String reason) {
        lost = lost == null ? reason : lost;
    }

    private void changed() {
        version++;
        tooMany &= isSubscribed();
        active = isSubscribed() || monitoring || !asked.isEmpty() || monitorsAsked > 0 || queued > 0 || isLost();
    }

    // ---- what is known ----

    /** Whether frames may come, now or soon, that answer no command. */
    public boolean isActive() {
        return active;
    }

    public boolean isSubscribed() {
        return channelCount + patternCount + shardCount > 0;
    }

    public boolean isMonitoring() {
        return monitoring;
    }

    /** Subscriptions of a kind that the node counts. */
    public int count(ChannelKind kind) {
        return switch (kind) {
            case CHANNEL -> channelCount;
            case PATTERN -> patternCount;
            case SHARD -> shardCount;
        };
    }

    private void count(ChannelKind kind, int value) {
        int number = Math.max(0, value);
        switch (kind) {
            case CHANNEL -> channelCount = number;
            case PATTERN -> patternCount = number;
            case SHARD -> shardCount = number;
        }
    }

    /** The channels of a kind; none when there are too many. */
    public Set<String> channels(ChannelKind kind) {
        return Collections.unmodifiableSet(of(kind));
    }

    private Set<String> of(ChannelKind kind) {
        return channels.getOrDefault(kind, Set.of());
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }

    /** Whether frames cannot be told from replies any more. */
    public boolean isLost() {
        return lost != null;
    }

    /** Why the session cannot be moved, in one word; null when it can. */
    public @Nullable String blocker() {
        return lost == null && tooMany ? TOO_MANY : lost;
    }
}
