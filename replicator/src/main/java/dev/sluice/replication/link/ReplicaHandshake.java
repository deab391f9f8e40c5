package dev.sluice.replication.link;

import dev.sluice.config.NodeSettings;
import dev.sluice.config.Secret;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says before PSYNC ({@code syncWithMaster}), and what of the answers matters: AUTH must succeed, the rest may
 * be unknown to the node. All of it is sent at once; PSYNC must wait for the replies, because a server refuses it while it has
 * output pending. Only capabilities that {@link SnapshotReader} and {@link SourceLink} can parse are announced.
 */
final class ReplicaHandshake {
    private enum Step {
        PING,
        AUTH,
        REPLCONF
    }

    private final Deque<Step> outstanding = new ArrayDeque<>();

    /**
     * Writes the commands.
     *
     * @param listeningPort shown by the node in INFO
     * @param version decides the RDB format that Valkey sends; Redis does not know the option
     */
    void write(ByteBuf out, NodeSettings node, int listeningPort, String version) {
        command(out, Step.PING, "PING");
        Secret password = node.password();
        if (password != null) {
            String user = node.user();
            if (user == null) {
                command(out, Step.AUTH, "AUTH", password.reveal());
            } else {
                command(out, Step.AUTH, "AUTH", user, password.reveal());
            }
        }
        command(out, Step.REPLCONF, "REPLCONF", "listening-port", Integer.toString(listeningPort));
        command(out, Step.REPLCONF, "REPLCONF", "capa", "eof", "capa", "psync2");
        command(out, Step.REPLCONF, "REPLCONF", "version", version);
    }

    private void command(ByteBuf out, Step step, String... words) {
        RespWriter.command(out, words);
        outstanding.add(step);
    }

    boolean isDone() {
        return outstanding.isEmpty();
    }

    /**
     * The next reply.
     *
     * @return null when it is fine, else the node's refusal
     */
    @Nullable
    String onReply(String line) {
        Step step = outstanding.remove();
        if (!line.startsWith("-")) {
            return null;
        }
        boolean tolerated = switch (step) {
            case PING ->
                line.startsWith("-NOAUTH")
                        || line.startsWith("-NOPERM")
                        || line.startsWith("-ERR operation not permitted");
            case AUTH -> false;
            case REPLCONF -> line.startsWith("-ERR");
        };
        return tolerated ? null : step + " was answered with " + LineReader.text(line);
    }
}
