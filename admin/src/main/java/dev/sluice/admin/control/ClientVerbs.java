package dev.sluice.admin.control;

import dev.sluice.admin.clients.ClientSource;
import dev.sluice.admin.control.MigrationVerbs.Question;
import dev.sluice.admin.view.ClientsView;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** The verb that tells of the clients. Like those of the migration it is asked on a worker: there may be many. */
final class ClientVerbs {
    private final ClientSource source;
    private final LongSupplier clock;

    /** @param clock milliseconds of the epoch */
    ClientVerbs(ClientSource source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
    }

    Question clients(Arguments arguments) {
        boolean pinned = false;
        int limit = ClientsView.DEFAULT_LIMIT;
        while (arguments.left() > 0) {
            if (arguments.takes("PINNED")) {
                pinned = true;
            } else if (arguments.takes("LIMIT")) {
                limit = (int) arguments.number("LIMIT", 1, ClientsView.MAX_LIMIT);
            } else {
                throw arguments.unknown();
            }
        }
        boolean pinnedOnly = pinned;
        int most = limit;
        return () -> CompletableFuture.completedFuture(
                new Reply.Value(ClientsView.of(source.clients(), pinnedOnly, most, clock.getAsLong())));
    }
}
