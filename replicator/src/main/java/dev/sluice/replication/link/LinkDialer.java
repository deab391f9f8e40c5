package dev.sluice.replication.link;

import dev.sluice.config.NodeSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.function.Consumer;

/** Connects to a node, with TLS where its settings ask for it; {@code NodeDialer::dial}. */
@FunctionalInterface
public interface LinkDialer {
    /** Adds handlers by {@code pipeline} to the connected channel, then completes, both on the loop. */
    Future<Channel> dial(EventLoop loop, NodeSettings node, Consumer<ChannelPipeline> pipeline);
}
