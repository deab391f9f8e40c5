package dev.sluice.replication.relay;

import dev.sluice.replication.position.PsyncRequest;

/** Who decides what a node that dials the replication port gets. Called on the event loop. */
public interface RelayListener {
    /**
     * A node that has logged in asks for a position. The link is answered by a {@link Feed}, kept waiting with
     * {@link ReceiverLink#park}, or closed; never with an error, which would make a demoted node forget its state.
     */
    void onPsync(ReceiverLink link, PsyncRequest request);

    /** Something that an operator should know, without secrets. */
    void onTrouble(String problem);
}
