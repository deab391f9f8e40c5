package dev.sluice.admin.clients;

import java.util.List;

/** Knows the clients that are connected. Asked on workers, several at a time; answers at once. */
public interface ClientSource {
    /** All of them, in any order; what each was doing a moment ago. */
    List<ClientRow> clients();
}
