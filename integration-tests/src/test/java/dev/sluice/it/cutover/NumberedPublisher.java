package dev.sluice.it.cutover;

import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.SafeEncoder;

/** Publishes 0, 1, 2 and so on behind its name, on one connection, until it is told to stop. */
final class NumberedPublisher implements AutoCloseable {
    static final ProtocolCommand PUBLISH = Command.PUBLISH;
    static final ProtocolCommand SPUBLISH = () -> SafeEncoder.encode("SPUBLISH");

    final String name;
    private final Jedis connection;
    private final ProtocolCommand command;
    private final String channel;
    private final AtomicInteger published = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    NumberedPublisher(String name, Jedis connection, ProtocolCommand command, String channel) {
        this.name = name;
        this.connection = connection;
        this.command = command;
        this.channel = channel;
        thread = new Thread(this::run, "publisher-" + name);
        thread.start();
    }

    private void run() {
        try (connection) {
            while (!stopped) {
                connection.sendCommand(command, channel, name + published.get());
                published.incrementAndGet();
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many messages the node has taken. */
    int published() {
        return published.get();
    }

    int stop() {
        close();
        return published();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(Rig.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
