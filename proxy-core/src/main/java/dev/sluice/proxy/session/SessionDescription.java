package dev.sluice.proxy.session;

import dev.sluice.proxy.identity.LanePlace;
import dev.sluice.proxy.identity.SessionActivity;
import dev.sluice.proxy.identity.SessionCard;
import dev.sluice.proxy.identity.SessionProfile;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.PinReason;
import dev.sluice.proxy.pubsub.ChannelKind;
import dev.sluice.proxy.pubsub.Subscriptions;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/**
 * A session as others see it. Reads fields of the session's event loop from other threads: each is a reference to something
 * immutable or a number, so what is seen is whole, if a moment old.
 */
final class SessionDescription implements SessionCard {
    private final long id;
    private final Channel client;
    private final SessionState state;
    private final ExpectedReplies expected;
    private final CommandPump commands;
    private final SessionLanes lanes;
    private final long connectedAt;
    private final String address;
    private final Runnable end;
    private long activeAt;

    SessionDescription(
            long id,
            Channel client,
            SessionState state,
            ExpectedReplies expected,
            CommandPump commands,
            SessionLanes lanes,
            Runnable end,
            long nowMillis) {
        this.id = id;
        this.client = client;
        this.state = state;
        this.expected = expected;
        this.commands = commands;
        this.lanes = lanes;
        this.end = end;
        // A channel whose client has gone does not know it any more.
        this.address = text(client.remoteAddress());
        this.connectedAt = nowMillis;
        this.activeAt = nowMillis;
    }

    /** The client sent something. */
    void active(long nowMillis) {
        activeAt = nowMillis;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String address() {
        return address;
    }

    /** Ends the session, on its own event loop and after what is being done there. Any thread. */
    void end() {
        client.eventLoop().execute(end);
    }

    @Override
    public String localAddress() {
        return text(client.localAddress());
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : String.valueOf(address);
    }

    @Override
    public long connectedAtMillis() {
        return connectedAt;
    }

    @Override
    public SessionProfile profile() {
        SessionContext context = state.context();
        return new SessionProfile(
                context.name(),
                context.user(),
                context.db(),
                context.resp(),
                mode(context, "CLIENT SETINFO LIB-NAME"),
                mode(context, "CLIENT SETINFO LIB-VER"));
    }

    private static String mode(SessionContext context, String command) {
        List<String> arguments = context.modes().get(command);
        return arguments == null || arguments.isEmpty() ? "" : arguments.get(0);
    }

    @Override
    public SessionActivity activity() {
        SessionContext context = state.context();
        Subscriptions subscriptions = state.subscriptions();
        String modes = (TrackingMode.broadcasts(context) ? "B" : "")
                + (context.modes().containsKey("READONLY") ? "r" : "")
                + (context.modes().containsKey("CLIENT NO-EVICT") ? "e" : "")
                + (context.modes().containsKey("CLIENT NO-TOUCH") ? "T" : "");
        return new SessionActivity(
                activeAt,
                commands.lastCommand(),
                expected.size(),
                state.queuedCommands(),
                subscriptions.count(ChannelKind.CHANNEL),
                subscriptions.count(ChannelKind.PATTERN),
                subscriptions.count(ChannelKind.SHARD),
                modes,
                context.tracking() ? 0 : -1);
    }

    @Override
    public LanePlace lane() {
        PinReason pin = lanes.pin();
        Lane lane = lanes.lane();
        if (lane != null && lanes.isOwn() && pin != null) {
            return LanePlace.own(pin.word(), lane.nodeId());
        }
        return lane == null ? LanePlace.NONE : LanePlace.SHARED;
    }
}
