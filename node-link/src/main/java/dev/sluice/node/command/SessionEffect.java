package dev.sluice.node.command;

import java.util.Map;

/**
 * What a command does to the state of the connection that sent it, apart from the data. No server tells this, so it is built
 * in (clearClientConnectionState and struct client, networking.c and server.h of Valkey 8.0).
 */
public enum SessionEffect {
    NONE,
    HELLO,
    AUTH,
    SELECT,
    RESET,
    QUIT,
    SET_NAME,
    SET_INFO,
    REPLY_MODE,
    TRACKING,
    CACHING,
    NO_EVICT,
    NO_TOUCH,
    CAPA,
    IMPORT_SOURCE,
    MAINT_NOTIFICATIONS,
    MULTI,
    EXEC,
    DISCARD,
    WATCH,
    UNWATCH,
    SUBSCRIBE,
    UNSUBSCRIBE,
    MONITOR,
    /** The connection becomes a replication link. */
    REPLICA,
    READONLY,
    READWRITE,
    ASKING,
    SCRIPT_DEBUG,
    /** Waits until what the connection wrote is elsewhere: on replicas, on disk. */
    WAIT,
    /** Changes nothing, but speaks of a cursor that only the node that gave it knows: its first argument. */
    SCAN,
    /** As {@link #SCAN}, with the cursor behind a key. */
    SCAN_KEY,
    /** Leaves a script at the node, which EVALSHA finds there and at no other. */
    SCRIPT,
    SCRIPT_FLUSH,
    /** Speaks of connections, the client's own or others, or is answered by what the server knows of them. */
    ABOUT_CLIENT;

    private static final Map<String, SessionEffect> BY_COMMAND = Map.ofEntries(
            Map.entry("hello", HELLO),
            Map.entry("auth", AUTH),
            Map.entry("select", SELECT),
            Map.entry("reset", RESET),
            Map.entry("quit", QUIT),
            Map.entry("client|setname", SET_NAME),
            Map.entry("client|setinfo", SET_INFO),
            Map.entry("client|reply", REPLY_MODE),
            Map.entry("client|tracking", TRACKING),
            Map.entry("client|caching", CACHING),
            Map.entry("client|no-evict", NO_EVICT),
            Map.entry("client|no-touch", NO_TOUCH),
            Map.entry("client|capa", CAPA),
            Map.entry("client|import-source", IMPORT_SOURCE),
            Map.entry("client|maint_notifications", MAINT_NOTIFICATIONS),
            Map.entry("multi", MULTI),
            Map.entry("exec", EXEC),
            Map.entry("discard", DISCARD),
            Map.entry("watch", WATCH),
            Map.entry("unwatch", UNWATCH),
            Map.entry("subscribe", SUBSCRIBE),
            Map.entry("psubscribe", SUBSCRIBE),
            Map.entry("ssubscribe", SUBSCRIBE),
            Map.entry("unsubscribe", UNSUBSCRIBE),
            Map.entry("punsubscribe", UNSUBSCRIBE),
            Map.entry("sunsubscribe", UNSUBSCRIBE),
            Map.entry("monitor", MONITOR),
            Map.entry("psync", REPLICA),
            Map.entry("sync", REPLICA),
            Map.entry("replconf", REPLICA),
            Map.entry("readonly", READONLY),
            Map.entry("readwrite", READWRITE),
            Map.entry("asking", ASKING),
            Map.entry("script|debug", SCRIPT_DEBUG),
            Map.entry("wait", WAIT),
            Map.entry("waitaof", WAIT),
            Map.entry("scan", SCAN),
            Map.entry("hscan", SCAN_KEY),
            Map.entry("sscan", SCAN_KEY),
            Map.entry("zscan", SCAN_KEY),
            Map.entry("eval", SCRIPT),
            Map.entry("eval_ro", SCRIPT),
            Map.entry("script|load", SCRIPT),
            Map.entry("script|flush", SCRIPT_FLUSH),
            Map.entry("client|id", ABOUT_CLIENT),
            Map.entry("client|getname", ABOUT_CLIENT),
            Map.entry("client|info", ABOUT_CLIENT),
            Map.entry("client|list", ABOUT_CLIENT),
            Map.entry("client|kill", ABOUT_CLIENT),
            Map.entry("client|unblock", ABOUT_CLIENT),
            Map.entry("client|getredir", ABOUT_CLIENT),
            Map.entry("client|trackinginfo", ABOUT_CLIENT));

    /** The effect of a command by its full name in lower case ({@code client|setname}). */
    static SessionEffect of(String command) {
        return BY_COMMAND.getOrDefault(command, NONE);
    }
}
