package dev.sluice.admin.control;

import dev.sluice.admin.clients.ClientRow;
import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.testkit.ScriptedMigration;
import dev.sluice.config.ControlSettings;
import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A connection to the control port inside the test: sends commands and gives back the bytes of the replies. */
final class ControlClient {
    final EmbeddedChannel channel = new EmbeddedChannel();
    /** Those that CLIENTS tells of. */
    final List<ClientRow> clients = new ArrayList<>(Samples.clients());

    final CountDownLatch shutdown = new CountDownLatch(1);

    ControlClient(ScriptedMigration migration) {
        this(migration, null, null);
    }

    ControlClient(ScriptedMigration migration, @Nullable String operator, @Nullable String readOnly) {
        ControlSettings settings =
                new ControlSettings(new Endpoint("127.0.0.1", 0), secret(operator), secret(readOnly));
        Passwords passwords = new Passwords(settings);
        VerbRunner runner = new VerbRunner(
                new ConnectionVerbs(passwords, "1.2.3"),
                new MigrationVerbs(migration, "1.2.3"),
                new ClientVerbs(() -> clients, () -> Samples.NOW_MILLIS),
                shutdown::countDown,
                Runnable::run);
        new ControlPipeline(passwords, runner).addTo(channel.pipeline());
    }

    private static @Nullable Secret secret(@Nullable String word) {
        return word == null ? null : Secret.of(word);
    }

    /** RESP written with {@code ~} for the line end. */
    static String wire(String text) {
        return text.replace("~", "\r\n");
    }

    /** Sends a command given as words with blanks between, and returns what came back. */
    String send(String command) {
        ByteBuf request = Unpooled.buffer();
        RespWriter.command(request, command.split(" "));
        channel.writeInbound(request);
        return received();
    }

    String sendRaw(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        return received();
    }

    /** All that came back since the last call. */
    String received() {
        channel.runPendingTasks();
        StringBuilder all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return all.toString();
    }
}
