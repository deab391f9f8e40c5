package dev.sluice.app.adapter;

import dev.sluice.admin.clients.ClientRow;
import dev.sluice.admin.clients.ClientSource;
import dev.sluice.proxy.identity.LanePlace;
import dev.sluice.proxy.identity.SessionActivity;
import dev.sluice.proxy.identity.SessionCard;
import dev.sluice.proxy.identity.SessionDirectory;
import dev.sluice.proxy.identity.SessionProfile;
import java.util.List;

/** {@link ClientSource} on a {@link SessionDirectory}. */
public final class ClientsAdapter implements ClientSource {
    private final SessionDirectory sessions;

    public ClientsAdapter(SessionDirectory sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<ClientRow> clients() {
        return sessions.all().stream().map(ClientsAdapter::row).toList();
    }

    private static ClientRow row(SessionCard card) {
        SessionProfile profile = card.profile();
        SessionActivity activity = card.activity();
        LanePlace lane = card.lane();
        return new ClientRow(
                card.id(),
                card.address(),
                profile.name(),
                profile.user(),
                profile.db(),
                profile.resp(),
                lane.word(),
                lane.pinned(),
                activity.outstanding(),
                card.connectedAtMillis(),
                activity.lastCommandMillis());
    }
}
