package dev.sluice.node.command;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The flags that servers give commands (COMMAND, third element), as far as anyone here asks for them. */
public enum CommandFlag {
    WRITE,
    READONLY,
    /** Not a write by its flags, yet it may put bytes into the replication stream: EVAL, PUBLISH, PFCOUNT. */
    MAY_REPLICATE,
    DENYOOM,
    ADMIN,
    PUBSUB,
    NOSCRIPT,
    BLOCKING,
    LOADING,
    STALE,
    FAST,
    NO_AUTH,
    NO_MULTI,
    ALLOW_BUSY,
    MOVABLEKEYS,
    MODULE;

    private static final Map<String, CommandFlag> BY_WORD = new HashMap<>();

    static {
        for (CommandFlag flag : values()) {
            BY_WORD.put(flag.word(), flag);
        }
    }

    /** The server's word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The flags among {@code words}; words of no interest here are left out. */
    static Set<CommandFlag> among(Iterable<String> words) {
        Set<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
        for (String word : words) {
            CommandFlag flag = BY_WORD.get(word.toLowerCase(Locale.ROOT));
            if (flag != null) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
