package dev.sluice.admin.cli;

import dev.sluice.admin.cli.render.Tree;
import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A blocking RESP3 connection to a control port: one command, one answer. Not thread-safe. */
final class ControlConnection implements Control {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final int READ_BYTES = 16 << 10;

    /** Longest answer. */
    private static final int MAX_ANSWER_BYTES = 16 << 20;

    private final Endpoint address;
    private final Socket socket = new Socket();
    private final RespValueDecoder decoder = RespValueDecoder.replies(RespLimits.defaults(), MAX_ANSWER_BYTES);
    private final byte[] bytes = new byte[READ_BYTES];
    private ByteBuf received = Unpooled.EMPTY_BUFFER;

    private ControlConnection(Endpoint address) {
        this.address = address;
    }

    /** Connects and authenticates: an {@link Control.Opener}. */
    static ControlConnection open(Endpoint address, @Nullable Secret password) throws IOException, ErrorReply {
        ControlConnection connection = new ControlConnection(address);
        try {
            connection.connect();
            connection.greet(password);
            return connection;
        } catch (IOException | ErrorReply e) {
            connection.close();
            throw e;
        }
    }

    private void connect() throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) CONNECT_TIMEOUT.toMillis());
        } catch (UnknownHostException e) {
            throw new IOException("cannot reach the control port at " + address + ": unknown host", e);
        } catch (IOException e) {
            throw new IOException("cannot reach the control port at " + address + ": " + e.getMessage(), e);
        }
    }

    private void greet(@Nullable Secret password) throws IOException, ErrorReply {
        Object greeting;
        try {
            greeting = password == null
                    ? call(QUICK, "HELLO", "3")
                    : call(QUICK, "HELLO", "3", "AUTH", "default", password.reveal());
        } catch (ErrorReply e) {
            if (e.exitCode() == ExitCode.NOT_ALLOWED) {
                throw e;
            }
            throw notSluice();
        }
        // Verbs such as SHUTDOWN mean something to a database, too: it must not be one that hears them.
        if (!Tree.of(greeting).text("server").equals("sluice")) {
            throw notSluice();
        }
    }

    private IOException notSluice() {
        return new IOException("what answers at " + address + " is not Sluice's control port");
    }

    @Override
    public @Nullable Object call(Duration timeout, String... words) throws IOException, ErrorReply {
        ByteBuf request = Unpooled.buffer();
        RespWriter.command(request, words);
        socket.setSoTimeout((int) timeout.toMillis());
        try {
            request.readBytes(socket.getOutputStream(), request.readableBytes());
            return Replies.plain(answer());
        } catch (SocketTimeoutException e) {
            throw new IOException(address + " did not answer within " + timeout.toSeconds() + " s", e);
        } catch (RespProtocolException e) {
            throw new IOException("what answers at " + address + " does not speak RESP", e);
        }
    }

    private RespValue answer() throws IOException {
        while (true) {
            RespValue value = received.isReadable() ? decoder.decode(received) : null;
            if (value != null) {
                return value;
            }
            int length = socket.getInputStream().read(bytes);
            if (length < 0) {
                throw new IOException("the control port at " + address + " closed the connection");
            }
            received = Unpooled.wrappedBuffer(bytes, 0, length);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
