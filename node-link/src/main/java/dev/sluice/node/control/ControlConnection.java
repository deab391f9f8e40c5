package dev.sluice.node.control;

import dev.sluice.config.NodeSettings;
import dev.sluice.node.dial.DialFailures;
import dev.sluice.resp.RespValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One Lettuce connection that is opened when it is needed and not open. There is no reconnection in the background: a call
 * either has a connection or tries to get one, and says what came of it. Thread-safe.
 */
final class ControlConnection implements AutoCloseable {
    private final NodeSettings node;
    private final RedisClient client;
    private final RedisURI uri;
    private final TlsWatch tls = new TlsWatch();
    private @Nullable StatefulRedisConnection<byte[], byte[]> connection;
    private boolean closed;

    ControlConnection(NodeSettings node, ControlResources resources) {
        this.node = node;
        this.uri = LettuceSettings.uri(node);
        this.client = new DispatchClient(
                resources.lettuce().mutate().nettyCustomizer(tls).build());
        client.setOptions(LettuceSettings.options(node));
    }

    /**
     * Sends the commands in one batch, nobody else's between them, and awaits all replies, up to the command timeout each.
     * After a timeout the connection is closed: what it would answer next is not known.
     */
    List<RespValue> send(List<String[]> commands) throws NodeCallException {
        return sendRaw(open(), encoded(commands));
    }

    /** As {@link #send}, for arguments that need not be text. */
    List<RespValue> sendRaw(List<byte[][]> commands) throws NodeCallException {
        return sendRaw(open(), commands);
    }

    private static List<byte[][]> encoded(List<String[]> commands) {
        return commands.stream()
                .map(command -> Stream.of(command)
                        .map(word -> word.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new))
                .toList();
    }

    private List<RespValue> sendRaw(StatefulRedisConnection<byte[], byte[]> open, List<byte[][]> commands)
            throws NodeCallException {
        List<AsyncCommand<byte[], byte[], @Nullable RespValue>> sent = new ArrayList<>();
        for (byte[][] command : commands) {
            Word name = new Word(new String(command[0], StandardCharsets.UTF_8));
            sent.add(new AsyncCommand<>(new Command<>(name, new ReplyOutput(), arguments(command))));
        }
        List<RespValue> replies = new ArrayList<>();
        try {
            open.dispatch(sent);
            for (AsyncCommand<byte[], byte[], @Nullable RespValue> command : sent) {
                replies.add(await(command));
            }
            return replies;
        } catch (TimeoutException e) {
            forget(open);
            throw problem(words(commands.get(replies.size())) + ": no answer within "
                    + node.commandTimeout().toMillis() + " ms");
        } catch (ExecutionException | RuntimeException e) {
            forget(open);
            Throwable cause = tls.failure();
            if (cause != null) {
                throw connectFailure(cause);
            }
            throw problem(words(commands.get(replies.size())) + ": the connection was lost");
        }
    }

    private static String words(byte[][] command) {
        return CommandWords.of(Stream.of(command)
                .limit(2)
                .map(word -> new String(word, StandardCharsets.UTF_8))
                .toArray(String[]::new));
    }

    private RespValue await(AsyncCommand<byte[], byte[], @Nullable RespValue> command)
            throws TimeoutException, ExecutionException, NodeCallException {
        try {
            RespValue reply = command.get(node.commandTimeout().toNanos(), TimeUnit.NANOSECONDS);
            if (reply == null) {
                throw problem("the reply was not one of RESP2");
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem("interrupted while waiting for the node");
        }
    }

    private synchronized StatefulRedisConnection<byte[], byte[]> open() throws NodeCallException {
        if (closed) {
            throw problem("the control connection is closed");
        }
        if (connection == null || !connection.isOpen()) {
            connection = logIn(connect());
        }
        return connection;
    }

    private StatefulRedisConnection<byte[], byte[]> logIn(StatefulRedisConnection<byte[], byte[]> fresh)
            throws NodeCallException {
        try {
            ControlLogin.check(node, sendRaw(fresh, encoded(ControlLogin.commands(node))));
            return fresh;
        } catch (NodeCallException e) {
            fresh.closeAsync();
            throw e;
        }
    }

    private StatefulRedisConnection<byte[], byte[]> connect() throws NodeCallException {
        Duration limit = node.connectTimeout().plus(node.commandTimeout());
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting =
                client.connectAsync(ByteArrayCodec.INSTANCE, uri).toCompletableFuture();
        try {
            return connecting.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            connecting.thenAccept(StatefulRedisConnection::closeAsync);
            Thread.currentThread().interrupt();
            throw problem("interrupted while connecting");
        } catch (TimeoutException e) {
            connecting.thenAccept(StatefulRedisConnection::closeAsync);
            throw problem("no connection within " + limit.toMillis() + " ms");
        } catch (ExecutionException | RuntimeException e) {
            Throwable cause = tls.failure();
            throw connectFailure(cause == null ? e : cause);
        }
    }

    private NodeCallException connectFailure(Throwable failure) {
        return new NodeCallException(
                String.valueOf(DialFailures.explain(node, failure).getMessage()), null, null);
    }

    private synchronized void forget(StatefulRedisConnection<byte[], byte[]> broken) {
        if (connection == broken) {
            connection = null;
        }
        broken.closeAsync();
    }

    private NodeCallException problem(String what) {
        return NodeCallErrors.problem(node, what);
    }

    private static CommandArgs<byte[], byte[]> arguments(byte[][] command) {
        CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        for (int i = 1; i < command.length; i++) {
            arguments.add(command[i]);
        }
        return arguments;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /**
     * A command's name in lower case. Lettuce knows the upper-case MULTI and EXEC and would put outputs of its own in the
     * place of ours; to servers the case is the same.
     */
    private record Word(String lower) implements ProtocolKeyword {
        Word {
            lower = lower.toLowerCase(Locale.ROOT);
        }

        @Override
        public byte[] getBytes() {
            return lower.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return lower;
        }
    }
}
