package dev.sluice.it.admin;

import dev.sluice.admin.control.ControlServer;
import dev.sluice.config.ControlSettings;
import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A control port on a free port of loopback, over a {@link StillMigration}. */
final class ControlPort implements AutoCloseable {
    final StillMigration migration = new StillMigration();
    final CountDownLatch shutdown = new CountDownLatch(1);
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ControlServer server;
    private final int port;

    ControlPort(@Nullable String password, @Nullable String readOnlyPassword) throws IOException {
        server = new ControlServer(
                new ControlSettings(new Endpoint("127.0.0.1", 0), secret(password), secret(readOnlyPassword)),
                "1.2.3",
                migration,
                List::of,
                shutdown::countDown,
                group,
                NioServerSocketChannel.class);
        port = server.start().getPort();
    }

    private static @Nullable Secret secret(@Nullable String word) {
        return word == null ? null : Secret.of(word);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.stop();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
