package dev.sluice.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CLIENT commands that name other clients. Ids that Sluice gives and addresses of its clients mean sessions; of
 * everything else only the node can tell. A request of bad form goes to the node, whose error it gets.
 */
public final class ClientRequests {
    /** An id that no client has: a node counts from 1, and Sluice above this. */
    private static final String NOBODY = Long.toString(SessionDirectory.FIRST_ID - 1);

    private static final ClientRequest AS_IS = new ClientRequest.AsIs();

    private final List<byte[]> arguments;
    /** The same as text, Latin-1. */
    private final List<String> words;

    private final SessionDirectory directory;
    private final long selfId;
    private final long nowMillis;

    private ClientRequests(List<byte[]> arguments, SessionDirectory directory, long selfId, long nowMillis) {
        this.arguments = arguments;
        this.words = arguments.stream()
                .map(argument -> new String(argument, StandardCharsets.ISO_8859_1))
                .toList();
        this.directory = directory;
        this.selfId = selfId;
        this.nowMillis = nowMillis;
    }

    /**
     * @param arguments of a whole request, its name ({@code CLIENT}) first
     * @param selfId virtual id of the session that asks
     * @param nowMillis of the epoch
     */
    public static ClientRequest read(List<byte[]> arguments, SessionDirectory directory, long selfId, long nowMillis) {
        if (arguments.size() < 2) {
            return AS_IS;
        }
        ClientRequests request = new ClientRequests(arguments, directory, selfId, nowMillis);
        return switch (request.words.get(1).toUpperCase(Locale.ROOT)) {
            case "LIST" -> request.list();
            case "KILL" -> request.kill();
            case "UNBLOCK" -> request.unblock();
            case "TRACKING" -> request.tracking();
            default -> AS_IS;
        };
    }

    private ClientRequest list() {
        ClientFilter filter = ClientFilter.parse(words.subList(2, words.size()));
        if (filter == null) {
            return AS_IS;
        }
        boolean byId = filter.isOnlyIds() && filter.ids().stream().anyMatch(SessionDirectory::isVirtual);
        return new ClientRequest.ListClients(byId ? arguments.subList(0, 2) : arguments, filter, byId);
    }

    private ClientRequest kill() {
        if (words.size() == 3) {
            return killAddress(words.get(2));
        }
        ClientFilter filter = words.size() < 3 ? null : ClientFilter.parse(words.subList(2, words.size()));
        if (filter == null) {
            return AS_IS;
        }
        boolean named = namesOthers(filter);
        List<SessionCard> sessions = matching(filter);
        List<byte[]> ask = named && sessions.isEmpty() ? arguments : harmless(words);
        boolean others = filter.ids().isEmpty() && !filter.has("ADDR");
        return new ClientRequest.Kill(ask, sessions, false, others, filter);
    }

    /** The old form, with which one can end oneself. The node is asked in the new form, in which it can spare its lanes. */
    private ClientRequest killAddress(String address) {
        List<String> form = List.of(words.get(0), words.get(1), "ADDR", address, "SKIPME", "no");
        ClientFilter filter = ClientFilter.parse(form.subList(2, form.size()));
        List<SessionCard> sessions = filter == null ? List.of() : matching(filter);
        return filter == null || sessions.isEmpty()
                ? AS_IS
                : new ClientRequest.Kill(harmless(form), sessions, true, false, filter);
    }

    /** The sessions that meet the conditions; the asking one only with SKIPME no, for the servers' default is yes. */
    private List<SessionCard> matching(ClientFilter filter) {
        boolean skipSelf = !filter.has("SKIPME");
        return directory.all().stream()
                .filter(card -> !(skipSelf && card.id() == selfId) && filter.matches(card, selfId, nowMillis))
                .toList();
    }

    /** Whether by ids or an address it means certain clients of the node; those of lanes are shown to nobody. */
    private boolean namesOthers(ClientFilter filter) {
        List<Long> ids = filter.ids();
        boolean realIds = !ids.isEmpty() && ids.stream().allMatch(id -> id > 0 && !SessionDirectory.isVirtual(id));
        return realIds || (ids.isEmpty() && filter.has("ADDR"));
    }

    /** The same request with a condition more that nobody meets; every server checks the others first. */
    private static List<byte[]> harmless(List<String> request) {
        return Stream.concat(request.stream(), Stream.of("ID", NOBODY))
                .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private ClientRequest unblock() {
        SessionCard session = words.size() == 3 || words.size() == 4 ? session(words.get(2)) : null;
        return session == null ? AS_IS : new ClientRequest.Unblock(session, arguments, 2);
    }

    private ClientRequest tracking() {
        for (int at = 3; at + 1 < words.size(); at++) {
            String option = words.get(at).toUpperCase(Locale.ROOT);
            if (option.equals("PREFIX")) {
                at++;
            } else if (option.equals("REDIRECT")) {
                SessionCard session = session(words.get(at + 1));
                return session == null
                        ? AS_IS
                        : new ClientRequest.Redirect(session, new ArrayList<>(arguments), at + 1);
            }
        }
        return AS_IS;
    }

    private @Nullable SessionCard session(String id) {
        return directory.byId(Numbers.parse(id, 0));
    }
}
