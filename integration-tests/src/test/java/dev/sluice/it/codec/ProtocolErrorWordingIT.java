package dev.sluice.it.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.Servers;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespWriter;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scanner says of bad requests, and what a real server answers to the same bytes. */
class ProtocolErrorWordingIT {
    private static final int TIMEOUT_MS = 10_000;
    /** No longer than needed: the server reads all of it, so its close is no reset that would overtake the reply. */
    private static final int TOO_LONG = 65_537;

    private static RunningServer open;
    private static RunningServer guarded;

    @BeforeAll
    static void start() {
        open = Servers.start(Servers.redis70());
        guarded =
                RunningServer.start(Servers.redis70(), ServerOptions.defaults().password("secret"));
    }

    @AfterAll
    static void stop() {
        Stream.of(open, guarded).filter(server -> server != null).forEach(RunningServer::close);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "*abc\r\n",
                "*\r\n",
                "*01\r\n",
                "*+1\r\n",
                "*-0\r\n",
                "*3000000000\r\n",
                "*11111111111111111111\r\n",
                "*1\r\nfoo\r\n",
                "*1\r\n\r\n",
                "*1\r\n\u00e9\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$abc\r\n",
                "*1\r\n$?\r\n",
                "*1\r\n$536870913\r\n",
                "*" + "1".repeat(TOO_LONG),
                "*1\r\n$" + "1".repeat(TOO_LONG),
                "a".repeat(TOO_LONG),
                "\"abc\r\n",
                "'abc\r\n",
                "\"a\"b\r\n",
                "\"a\\x4\r\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void shouldRefuseInTheServersWords(String request) throws IOException {
        assertThat(sluiceAnswers(request, true)).isEqualTo(serverAnswers(open, request));
    }

    static Stream<String> tooMuchBeforeAuthentication() {
        return Stream.of("*11\r\n", "*1\r\n$16385\r\n");
    }

    @ParameterizedTest
    @MethodSource("tooMuchBeforeAuthentication")
    void shouldRefuseInTheServersWordsBeforeAuthentication(String request) throws IOException {
        assertThat(sluiceAnswers(request, false)).isEqualTo(serverAnswers(guarded, request));
    }

    static Stream<String> odd() {
        return Stream.of(
                "*-5\r\n",
                "*0\r\n",
                "\r\n",
                "*1\rX$4\rXPINGXX",
                "\u000bPING\r\n",
                "\"PING\"\u000b\r\n",
                "\"\\x50ING\"\n");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void shouldEndOddRequestsWhereTheServerEndsThem(String request) throws IOException {
        ByteBuf in = Unpooled.wrappedBuffer(bytes(request));
        FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
        assertThat(scanner.scan(in, 0, in.readableBytes())).isEqualTo(in.readableBytes());

        // The server answers what follows, so it too saw the end there.
        String own = scanner.head().argCount() == 0 ? "" : "+PONG\r\n";
        assertThat(serverAnswers(open, request + "ECHO end\r\n*x\r\n"))
                .isEqualTo(own + "$3\r\nend\r\n-ERR Protocol error: invalid multibulk length\r\n");
    }

    static Stream<String> quoted() {
        return Stream.of(
                "ECHO k\"\\x41\\n\\q\\x4z\"\r\n", "ECHO 'it\\'s \\n \"x'\r\n", "  ECHO\t\"\" \r\n", "ECHO a\\x41\r\n");
    }

    @ParameterizedTest
    @MethodSource("quoted")
    void shouldUnquoteAsTheServerDoes(String echo) throws IOException {
        assertThat(sluiceSees(echo)).isEqualTo(bulkContent(serverAnswers(open, echo + "*x\r\n")));
    }

    private static String sluiceSees(String echo) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes(echo));
        FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
        assertThat(scanner.scan(in, 0, in.readableBytes())).isEqualTo(in.readableBytes());
        assertThat(scanner.head().argCount()).isEqualTo(2);
        return scanner.head().argText(1);
    }

    private static String bulkContent(String reply) {
        int start = reply.indexOf("\r\n") + 2;
        return reply.substring(start, start + Integer.parseInt(reply.substring(1, start - 2)));
    }

    private static String sluiceAnswers(String request, boolean authenticated) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes(request));
        FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
        scanner.setAuthenticated(authenticated);
        try {
            return "no error, " + scanner.scan(in, 0, in.readableBytes());
        } catch (RespProtocolException e) {
            ByteBuf out = Unpooled.buffer();
            RespWriter.protocolError(out, e);
            return out.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** Everything until the server closes the connection, as it does after a protocol error. */
    private static String serverAnswers(RunningServer server, String request) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(bytes(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
