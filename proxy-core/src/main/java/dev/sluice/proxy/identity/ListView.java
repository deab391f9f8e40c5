package dev.sluice.proxy.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What CLIENT LIST is answered from, beside the node's reply.
 *
 * @param sessions all of them
 * @param isLane whether a line is of a connection of Sluice's; its id and its address tell
 * @param selfId virtual id of the session that asks
 * @param nowMillis of the epoch
 * @param template a line of this server's from an earlier reply, for a filtered reply that has none; null for none, and then no
 *     session is listed in such a reply
 */
public record ListView(
        List<SessionCard> sessions,
        Predicate<ClientLine> isLane,
        long selfId,
        long nowMillis,
        @Nullable ClientLine template) {

    List<ClientLine> lines(ClientRequest.ListClients request, List<ClientLine> told) {
        List<ClientLine> lines = new ArrayList<>();
        int place = -1;
        for (ClientLine line : told) {
            if (isLane.test(line)) {
                place = place < 0 ? lines.size() : place;
            } else if (!request.byId() || request.filter().matches(line)) {
                lines.add(line);
            }
        }
        lines.addAll(place < 0 ? lines.size() : place, ofSessions(request.filter(), told));
        if (request.byId()) {
            List<Long> order = request.filter().ids();
            lines.sort(Comparator.comparingInt(line -> order.indexOf(line.id())));
        }
        return lines;
    }

    private List<ClientLine> ofSessions(ClientFilter filter, List<ClientLine> told) {
        ClientLine common = common(told);
        if (common == null) {
            return List.of();
        }
        Map<Long, ClientLine> byId = new HashMap<>();
        told.forEach(line -> byId.put(line.id(), line));
        List<ClientLine> lines = new ArrayList<>();
        for (SessionCard card : sessions) {
            if (filter.matches(card, selfId, nowMillis)) {
                ClientLine own = byId.getOrDefault(card.lane().nodeId(), common);
                lines.add(own.of(card, false, nowMillis));
            }
        }
        return lines;
    }

    private @Nullable ClientLine common(List<ClientLine> told) {
        for (ClientLine line : told) {
            if (isLane.test(line)) {
                return line;
            }
        }
        return told.isEmpty() ? template : told.get(0);
    }
}
