package dev.sluice.it.transparency;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends the same steps in both worlds, one after the other, and compares everything that every connection is sent. */
final class Lockstep {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final long POLL_MILLIS = 1;

    private final World direct;
    private final World proxied;
    private final Attribution[] attributions = new Attribution[CommandTraffic.CONNECTIONS];
    private Sessions sessions = new Sessions();

    Lockstep(World direct, World proxied) {
        this.direct = direct;
        this.proxied = proxied;
    }

    /** The first difference; null when there is none. */
    @Nullable
    Difference run(List<Step> steps) throws IOException, InterruptedException {
        direct.begin();
        proxied.begin();
        sessions = new Sessions();
        for (int i = 0; i < CommandTraffic.CONNECTIONS; i++) {
            open(i);
        }
        for (int i = 0; i < steps.size(); i++) {
            Difference difference = step(i, steps.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private void open(int connection) throws IOException {
        sessions.opened(connection, direct.open(connection), proxied.open(connection));
        attributions[connection] = new Attribution();
    }

    private @Nullable Difference step(int index, Step step) throws IOException, InterruptedException {
        int sender = step.connection();
        if (!direct.isOpen(sender)) {
            open(sender);
        }
        List<List<Frame>> expected = sendDirect(step);
        proxied.send(sender, step.commands());
        for (int connection = 0; connection < expected.size(); connection++) {
            Difference difference = compare(index, connection, expected.get(connection));
            if (difference != null) {
                return difference;
            }
        }
        // Where a reply has come, the command was done. Where none has, this tells.
        return expected.get(sender).size() < step.commands().size() ? awaitSameEffects(index, sender) : null;
    }

    private List<List<Frame>> sendDirect(Step step) throws IOException, InterruptedException {
        List<Command> commands = step.commands().stream().map(Command::direct).toList();
        int bytes = direct.send(step.connection(), commands);
        step.commands().forEach(attributions[step.connection()]::sent);
        direct.settle(bytes);
        List<List<Frame>> frames = new ArrayList<>();
        for (int connection = 0; connection < CommandTraffic.CONNECTIONS; connection++) {
            frames.add(direct.isOpen(connection) ? told(connection) : List.of());
        }
        return frames;
    }

    /** All that the server tells this client now; where that takes time by itself, until the time is over. */
    private List<Frame> told(int connection) throws IOException {
        RespSocket socket = direct.socket(connection);
        Attribution attribution = attributions[connection];
        List<Frame> frames = new ArrayList<>();
        take(socket.poll(), attribution, frames);
        while (!socket.ended() && (attribution.waitsForTime() || socket.isInFrame())) {
            Frame late = socket.next(PATIENCE);
            if (late == null) {
                break;
            }
            take(List.of(late), attribution, frames);
            direct.settle(0);
            take(socket.poll(), attribution, frames);
        }
        return frames;
    }

    private static void take(List<Frame> told, Attribution attribution, List<Frame> frames) {
        told.forEach(attribution::expect);
        frames.addAll(told);
    }

    private @Nullable Difference compare(int index, int connection, List<Frame> frames) throws IOException {
        if (!proxied.isOpen(connection)) {
            return null;
        }
        for (Frame frame : frames) {
            Frame got = proxied.socket(connection).next(PATIENCE);
            if (got == null || !Leniency.same(attributions[connection].nextRule(), frame, got, sessions)) {
                String through = got != null
                        ? got.toString()
                        : proxied.socket(connection).ended() ? "(closed)" : "(nothing)";
                return new Difference(index, connection, frame.toString(), through);
            }
        }
        if (direct.socket(connection).ended()) {
            return compareEnd(index, connection);
        }
        List<Frame> more = proxied.socket(connection).poll();
        return more.isEmpty() ? null : new Difference(index, connection, "(nothing)", more.toString());
    }

    private @Nullable Difference compareEnd(int index, int connection) throws IOException {
        if (!proxied.socket(connection).awaitEnd(PATIENCE)) {
            return new Difference(index, connection, "(closed)", "(open)");
        }
        direct.disconnect(connection);
        proxied.disconnect(connection);
        return null;
    }

    private @Nullable Difference awaitSameEffects(int index, int connection) throws IOException, InterruptedException {
        Map<String, String> expected = direct.effects();
        Map<String, String> found = proxied.effects();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!found.equals(expected)) {
            if (System.nanoTime() > deadline) {
                return new Difference(index, connection, only(expected, found), only(found, expected));
            }
            Thread.sleep(POLL_MILLIS);
            found = proxied.effects();
        }
        return null;
    }

    private static String only(Map<String, String> here, Map<String, String> there) {
        Map<String, String> different = new TreeMap<>(here);
        different.entrySet().removeAll(there.entrySet());
        return "server has counted " + different;
    }
}
