package dev.sluice.proxy.pubsub;

/** What a subscription is to. The servers keep a set of each kind for a connection, and count the first two together. */
public enum ChannelKind {
    CHANNEL,
    PATTERN,
    SHARD
}
