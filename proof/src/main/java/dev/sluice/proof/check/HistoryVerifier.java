package dev.sluice.proof.check;

import dev.sluice.proof.Endpoint;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.FactKeys;
import java.util.List;

/** Reads the facts from a server and checks the histories against them. */
public final class HistoryVerifier {
    private HistoryVerifier() {}

    /** To be called when the clients have ended. */
    public static Verdict verify(Endpoint server, FactKeys keys, List<ClientHistory> histories) {
        return HistoryChecker.check(
                histories, FactReader.clients(server, keys, histories), FactReader.shared(server, keys, histories));
    }
}
