package dev.sluice.app.adapter;

import dev.sluice.proxy.session.BlockedCall;
import dev.sluice.resp.RespValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node is asked to end blocking commands, all in one write, and what its replies say.
 *
 * <p>Versions up to Redis 7.0 and Valkey 8.0 crash when CLIENT UNBLOCK meets a command that CLIENT PAUSE postponed
 * (valkey#2117). So a write is queued first, and discarded: while writes are paused that is postponed itself, and with it all
 * that follows; what was postponed before goes on before it.
 */
final class UnblockBatch {
    private static final int GUARD = 3;
    /** Replies of a transaction before that of EXEC: MULTI, SELECT, CLIENT UNBLOCK, SELECT, and one for each stream. */
    private static final int AROUND_STREAMS = 4;

    private final List<BlockedCall> calls;

    UnblockBatch(List<BlockedCall> calls) {
        this.calls = calls;
    }

    List<byte[][]> commands() {
        List<byte[][]> commands = new ArrayList<>();
        commands.add(command("MULTI"));
        commands.add(command("PUBLISH", "__sluice:unblock", ""));
        commands.add(command("DISCARD"));
        for (BlockedCall call : calls) {
            byte[][] unblock = command("CLIENT", "UNBLOCK", Long.toString(call.nodeId()), "TIMEOUT");
            if (call.streams().isEmpty()) {
                commands.add(unblock);
            } else {
                addWithStreams(commands, call, unblock);
            }
        }
        return commands;
    }

    /** Nothing may come into the streams between the question and the unblocking: it would be lost to the reader. */
    private static void addWithStreams(List<byte[][]> commands, BlockedCall call, byte[][] unblock) {
        commands.add(command("MULTI"));
        commands.add(command("SELECT", Integer.toString(call.db())));
        for (byte[] stream : call.streams()) {
            commands.add(new byte[][] {bytes("XINFO"), bytes("STREAM"), stream});
        }
        commands.add(unblock);
        commands.add(command("SELECT", "0"));
        commands.add(command("EXEC"));
    }

    private static byte[][] command(String... words) {
        byte[][] command = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            command[i] = bytes(words[i]);
        }
        return command;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws IllegalStateException with the server's words when it refuses */
    List<BlockedCall.Outcome> outcomes(List<RespValue> replies) {
        List<BlockedCall.Outcome> outcomes = new ArrayList<>();
        int at = GUARD;
        for (BlockedCall call : calls) {
            int streams = call.streams().size();
            if (streams == 0) {
                outcomes.add(new BlockedCall.Outcome(isEnded(replies.get(at)), List.of()));
                at++;
            } else {
                at += AROUND_STREAMS + streams;
                List<RespValue> results = checked(replies.get(at)).elements();
                List<String> lastIds = results.subList(1, 1 + streams).stream()
                        .map(UnblockBatch::lastId)
                        .toList();
                outcomes.add(new BlockedCall.Outcome(isEnded(results.get(1 + streams)), lastIds));
                at++;
            }
        }
        return outcomes;
    }

    private static boolean isEnded(RespValue reply) {
        return checked(reply) instanceof RespValue.Int count && count.value() == 1;
    }

    private static RespValue checked(RespValue reply) {
        if (reply instanceof RespValue.Error error) {
            throw new IllegalStateException("CLIENT UNBLOCK, XINFO STREAM: " + error.message());
        }
        return reply;
    }

    /** Of XINFO STREAM; a stream that does not exist has had nothing yet. */
    private static String lastId(RespValue info) {
        if (info instanceof RespValue.Error error && error.message().startsWith("ERR no such key")) {
            return "0-0";
        }
        List<RespValue> fields = checked(info).elements();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.get(i).text().equals("last-generated-id")) {
                return fields.get(i + 1).text();
            }
        }
        throw new IllegalStateException("XINFO STREAM does not tell the last id");
    }
}
