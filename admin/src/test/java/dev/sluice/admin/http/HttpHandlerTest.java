package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HttpHandlerTest {
    private final List<Query> asked = new ArrayList<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private EmbeddedChannel channel = channel(Runnable::run);

    private EmbeddedChannel channel(Executor workers) {
        EmbeddedChannel made = new EmbeddedChannel();
        HttpServer.addTo(made.pipeline(), this::page, workers);
        return made;
    }

    private HttpReply page(Query query) {
        asked.add(query);
        if (query.path().equals("/broken")) {
            throw new IllegalStateException("a page that fails");
        }
        return HttpReply.ok("text/plain", "page " + query.path());
    }

    private String send(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes.replace("\n", "\r\n"), StandardCharsets.US_ASCII));
        return received();
    }

    private String received() {
        channel.runPendingTasks();
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return all.toString().replace("\r\n", "\n");
    }

    @Test
    void shouldAnswerAndStayOpen() {
        assertThat(send("GET /a?b=c HTTP/1.1\nHost: x\nAccept: text/plain\nAuthorization: Basic eA==\n\n"))
                .isEqualTo("HTTP/1.1 200 OK\ncontent-type: text/plain\ncontent-length: 7\ncache-control: no-store\n"
                        + "X-Content-Type-Options: nosniff\n\npage /a");
        assertThat(asked).containsExactly(new Query("GET", "/a", "text/plain", "Basic eA=="));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void shouldAnswerHeadWithoutTheBody() {
        assertThat(send("HEAD /a HTTP/1.1\nHost: x\n\n"))
                .contains("content-length: 7\n")
                .endsWith("\n\n");
    }

    @Test
    void shouldCloseWhenAskedTo() {
        assertThat(send("GET /a HTTP/1.1\nConnection: close\n\n"))
                .contains("connection: close\n")
                .endsWith("page /a");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldAnswerPipelinedRequestsOneAfterTheOther() {
        channel = channel(work::add);

        String none = send("GET /a HTTP/1.1\n\nGET /b HTTP/1.1\n\n");
        int first = work.size();
        work.remove().run();
        String one = received();
        work.remove().run();
        String two = received();

        assertThat(none).isEmpty();
        assertThat(first).isEqualTo(1);
        assertThat(one).endsWith("page /a");
        assertThat(two).endsWith("page /b");
    }

    @Test
    void shouldTakeARequestInAnyPieces() {
        String request = "GET /a HTTP/1.1\nHost: x\n\n";
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < request.length(); i++) {
            reply.append(send(request.substring(i, i + 1)));
        }
        assertThat(reply).endsWith("page /a");
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThat(send("GET /" + "a".repeat(HttpServer.MAX_LINE_BYTES) + " HTTP/1.1\n\n"))
                .startsWith("HTTP/1.1 414 ")
                .endsWith("{\"error\":\"too long\",\"message\":\"the request line is too long\"}\n");
        assertThat(channel.isOpen()).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseTooManyHeaders() {
        assertThat(send("GET / HTTP/1.1\n" + "A: 0123456789\n".repeat(HttpServer.MAX_HEADER_BYTES / 13 + 1) + "\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldRefuseALargeBody() {
        assertThat(send("POST / HTTP/1.1\nContent-Length: " + (HttpServer.MAX_BODY_BYTES + 1) + "\n\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotHttp() {
        assertThat(send("PING\n\n")).startsWith("HTTP/1.1 400 ").contains("this is not HTTP");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldSayThatAPageFailedWithoutItsWords() {
        assertThat(send("GET /broken HTTP/1.1\n\n")).startsWith("HTTP/1.1 500 ").doesNotContain("a page that fails");
    }

    @Test
    void shouldSayWhenTooManyRequestsRun() {
        channel = channel(task -> {
            throw new RejectedExecutionException();
        });

        assertThat(send("GET / HTTP/1.1\n\n")).startsWith("HTTP/1.1 503 ").contains("too many requests");
    }

    @Test
    void shouldCloseWhenIdleButNotWhileItAnswers() {
        channel = channel(work::add);
        send("GET /a HTTP/1.1\n\n");

        channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
        boolean openWhileAnswering = channel.isOpen();
        work.remove().run();
        String reply = received();
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);

        assertThat(openWhileAnswering).isTrue();
        assertThat(reply).endsWith("page /a");
        assertThat(channel.isOpen()).isFalse();
    }
}
