package dev.sluice.proxy.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings another connection to the same subscriptions and keeps it there, one bounded command at a time: the next one goes when
 * the last one is answered.
 */
public final class SubscriptionReplay {
    /** Channels that one command names. */
    static final int BATCH_CHANNELS = 512;
    /** Bytes of their names, unless one alone is longer. */
    static final int BATCH_BYTES = 64 << 10;

    private record Change(PubSubCommand command, String channel) {}

    private final Subscriptions wanted;
    private final Map<ChannelKind, Set<String>> told = new EnumMap<>(ChannelKind.class);
    private final Deque<Change> pending = new ArrayDeque<>(0);
    private long version = -1;
    private boolean toldToMonitor;
    private int awaited;

    public SubscriptionReplay(Subscriptions wanted) {
        this.wanted = wanted;
        for (ChannelKind kind : ChannelKind.values()) {
            told.put(kind, new HashSet<>(0));
        }
    }

    /** The next command to send, its name first; null when there is none, or the last one is not answered yet. */
    public @Nullable List<byte[]> next() {
        if (awaited > 0) {
            return null;
        }
        compare();
        if (!pending.isEmpty()) {
            return batch();
        }
        if (wanted.isMonitoring() && !toldToMonitor) {
            toldToMonitor = true;
            awaited = 1;
            return List.of(bytes("MONITOR"));
        }
        return null;
    }

    private void compare() {
        if (version == wanted.version()) {
            return;
        }
        version = wanted.version();
        pending.clear();
        told.forEach((kind, known) -> {
            Set<String> channels = wanted.channels(kind);
            add(PubSubCommand.of(kind, false), known, channels);
            add(PubSubCommand.of(kind, true), channels, known);
        });
    }

    private void add(PubSubCommand command, Set<String> all, Set<String> except) {
        for (String channel : all) {
            if (!except.contains(channel)) {
                pending.add(new Change(command, channel));
            }
        }
    }

    private List<byte[]> batch() {
        PubSubCommand command = pending.element().command();
        Set<String> known = told.getOrDefault(command.kind(), Set.of());
        List<byte[]> words = new ArrayList<>();
        words.add(bytes(command.name()));
        int length = 0;
        while (!pending.isEmpty() && pending.element().command() == command && awaited < BATCH_CHANNELS) {
            String channel = pending.element().channel();
            length += channel.length();
            if (awaited > 0 && length > BATCH_BYTES) {
                break;
            }
            pending.remove();
            words.add(bytes(channel));
            awaited++;
            if (command.isAdding()) {
                known.add(channel);
            } else {
                known.remove(channel);
            }
        }
        return words;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A channel was acknowledged, or MONITOR answered. */
    public void onAnswered() {
        awaited = Math.max(0, awaited - 1);
    }

    public boolean isAwaiting() {
        return awaited > 0;
    }

    /** Whether the other connection has all that is wanted, and nothing else. */
    public boolean isCaughtUp() {
        if (awaited > 0) {
            return false;
        }
        compare();
        return pending.isEmpty() && toldToMonitor == wanted.isMonitoring();
    }

    /** Whether it takes a fresh connection: only RESET ends MONITOR. */
    public boolean isBeyondRepair() {
        return toldToMonitor && !wanted.isMonitoring();
    }

    /** Whether frames may come on the other connection that answer no command. */
    public boolean isListening() {
        return toldToMonitor || awaited > 0 || told.values().stream().anyMatch(known -> !known.isEmpty());
    }

    public boolean isMonitoring() {
        return toldToMonitor;
    }
}
