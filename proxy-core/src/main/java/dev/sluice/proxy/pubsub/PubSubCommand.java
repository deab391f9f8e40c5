package dev.sluice.proxy.pubsub;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The commands that change what a connection is subscribed to. An acknowledgement starts with the command's name. */
public enum PubSubCommand {
    SUBSCRIBE(ChannelKind.CHANNEL, true),
    UNSUBSCRIBE(ChannelKind.CHANNEL, false),
    PSUBSCRIBE(ChannelKind.PATTERN, true),
    PUNSUBSCRIBE(ChannelKind.PATTERN, false),
    SSUBSCRIBE(ChannelKind.SHARD, true),
    SUNSUBSCRIBE(ChannelKind.SHARD, false);

    private static final PubSubCommand[] ALL = values();

    private final ChannelKind kind;
    private final boolean adding;
    private final String word;

    PubSubCommand(ChannelKind kind, boolean adding) {
        this.kind = kind;
        this.adding = adding;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    public ChannelKind kind() {
        return kind;
    }

    /** Whether it subscribes. */
    public boolean isAdding() {
        return adding;
    }

    /** The command that does this to channels of that kind. */
    public static PubSubCommand of(ChannelKind kind, boolean adding) {
        for (PubSubCommand command : ALL) {
            if (command.kind == kind && command.adding == adding) {
                return command;
            }
        }
        throw new IllegalStateException("no command for " + kind);
    }

    /** By its name in lower case. */
    public static PubSubCommand named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** By the bytes of its name in lower case; null when they are no such name. */
    static @Nullable PubSubCommand of(byte[] from, int start, int length) {
        for (PubSubCommand command : ALL) {
            if (isAt(command.word, from, start, length)) {
                return command;
            }
        }
        return null;
    }

    static boolean isAt(String word, byte[] from, int start, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (from[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
