package dev.sluice.admin.control;

import dev.sluice.admin.clients.ClientSource;
import dev.sluice.admin.net.ConnectionLimit;
import dev.sluice.admin.net.Listener;
import dev.sluice.admin.net.Workers;
import dev.sluice.config.ControlSettings;
import dev.sluice.cutover.api.Migration;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The control port: the verbs of a {@link Migration}, and what there is to know of clients, as RESP commands, for redis-cli, client libraries and Sluice's own
 * command line. Commands of one connection are answered in their order; a CUTOVER or ROLLBACK answers when it has ended and
 * goes on when its client leaves. Nothing blocks an event loop.
 */
public final class ControlServer {
    /** Connections at a time; one more is answered with an error and closed. */
    public static final int MAX_CONNECTIONS = 64;

    /** A connection that has not authenticated is closed when it is silent for so long. */
    public static final int LOGIN_TIMEOUT_SECONDS = 60;

    private final Listener listener;
    private final Passwords passwords;
    private final ControlPipeline pipeline;
    private final ThreadPoolExecutor workers = Workers.of("sluice-control", MAX_CONNECTIONS);
    private final EventLoopGroup group;
    private final Class<? extends ServerSocketChannel> channelType;
    private final ConnectionLimit limit;

    /**
     * @param version of Sluice, told by HELLO and INFO
     * @param shutdown run on a thread of its own for SHUTDOWN; it may call {@link #stop()}
     * @param group runs the connections; it stays the caller's to shut down
     */
    public ControlServer(
            ControlSettings settings,
            String version,
            Migration migration,
            ClientSource clients,
            Runnable shutdown,
            EventLoopGroup group,
            Class<? extends ServerSocketChannel> channelType) {
        this.listener = new Listener("control port", settings.listen());
        this.passwords = new Passwords(settings);
        VerbRunner runner = new VerbRunner(
                new ConnectionVerbs(passwords, version),
                new MigrationVerbs(migration, version),
                new ClientVerbs(clients, System::currentTimeMillis),
                shutdown,
                workers);
        this.pipeline = new ControlPipeline(passwords, runner);
        this.group = group;
        this.channelType = channelType;
        this.limit =
                new ConnectionLimit(listener.connections(), MAX_CONNECTIONS, "-ERR max number of clients reached\r\n");
    }

    /**
     * Listens; called once.
     *
     * @return the address, with the port that the system chose where the settings say 0
     * @throws IOException in words for the operator
     */
    public InetSocketAddress start() throws IOException {
        return listener.start(group, channelType, passwords.set(), new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast("limit", limit);
                pipeline.addTo(channel.pipeline());
            }
        });
    }

    /** Closes the listener and every connection, and waits a few seconds at most for that; what runs goes on. */
    public void stop() {
        listener.stop();
        workers.shutdown();
    }
}
