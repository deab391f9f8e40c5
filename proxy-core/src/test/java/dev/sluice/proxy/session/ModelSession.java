package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** What a client asks, and what it must be told; which node tells it is for others to check. */
final class ModelSession {
    private int number;
    private int db;
    private String user = "default";
    private final Queue<String> expected = new ArrayDeque<>();

    /** One or more commands, of which the replies are expected from now on. */
    List<String> next(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> transaction(random);
            case 1 -> {
                int wanted = random.nextInt(EchoConnection.DATABASES + 1);
                boolean there = wanted < EchoConnection.DATABASES;
                db = there ? wanted : db;
                yield expect("SELECT " + wanted, there ? "+OK" : "-ERR DB index is out of range");
            }
            case 2 -> {
                boolean good = random.nextInt(3) > 0;
                String wanted = "user" + random.nextInt(2);
                user = good ? wanted : user;
                yield expect("AUTH " + wanted + (good ? " good" : " bad"), good ? "+OK" : "-WRONGPASS");
            }
            case 3 -> random.nextInt(2) == 0 ? expect("BLPOP q 0", "*-1") : expect("PING", "+PONG");
            case 4 -> data("SET k" + ++number + " " + "x".repeat(3 * LaneRig.STREAM_THRESHOLD));
            case 5, 6, 7 -> data("GET k" + ++number);
            default -> data("SET k" + ++number + " v");
        };
    }

    private List<String> transaction(Random random) {
        List<String> commands = new ArrayList<>(expect("MULTI", "+OK"));
        StringBuilder all = new StringBuilder();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String command = "INCR k" + ++number;
            commands.addAll(expect(command, "+QUEUED"));
            all.append("\r\n").append(bulk(command));
        }
        commands.addAll(expect("EXEC", "*" + count + all));
        return commands;
    }

    private List<String> data(String command) {
        return expect(command, bulk(command));
    }

    /** Without its end, and without the node's name, which is as long for both. */
    private String bulk(String command) {
        String text = EchoConnection.bulk(EchoConnection.echoOf("source", user, db, command));
        return text.substring(0, text.length() - 2);
    }

    private List<String> expect(String command, String reply) {
        expected.add(reply + "\r\n");
        return List.of(command);
    }

    /**
     * Takes whole replies from the front of what was received.
     *
     * @return how many
     */
    int check(StringBuilder received, String seed) {
        int replies = 0;
        String next = expected.peek();
        while (next != null && received.length() >= next.length()) {
            String reply = received.substring(0, next.length()).replace("target", "source");
            assertThat(reply).as(seed).isEqualTo(next);
            received.delete(0, next.length());
            expected.remove();
            next = expected.peek();
            replies++;
        }
        String part = next == null ? "" : next.substring(0, received.length());
        assertThat(received.toString().replace("target", "source")).as(seed).hasSameSizeAs(part);
        return replies;
    }

    boolean isDone() {
        return expected.isEmpty();
    }
}
