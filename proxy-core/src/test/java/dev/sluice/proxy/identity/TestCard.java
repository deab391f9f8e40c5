package dev.sluice.proxy.identity;

/** A card that says what it is told to. Connected at second 100 of the epoch, last command at second 105. */
record TestCard(long id, String address, SessionProfile profile, SessionActivity activity, LanePlace lane)
        implements SessionCard {
    static final long CONNECTED = 100_000;
    static final long LAST_COMMAND = 105_000;

    /** What the tests take for now: 12 seconds after the connection, 7 after the last command. */
    static final long NOW = 112_900;

    static TestCard of(long number) {
        return new TestCard(
                SessionDirectory.FIRST_ID + number,
                "10.0.0.7:" + (4000 + number),
                SessionProfile.INITIAL,
                SessionActivity.plain(LAST_COMMAND, "get", 1),
                LanePlace.SHARED);
    }

    TestCard with(SessionProfile changed) {
        return new TestCard(id, address, changed, activity, lane);
    }

    TestCard with(SessionActivity changed) {
        return new TestCard(id, address, profile, changed, lane);
    }

    TestCard with(LanePlace changed) {
        return new TestCard(id, address, profile, activity, changed);
    }

    TestCard user(String user) {
        return with(new SessionProfile(profile.name(), user, profile.db(), profile.resp(), "", ""));
    }

    TestCard subscribed() {
        return with(new SessionActivity(LAST_COMMAND, "subscribe", 0, -1, 2, 1, 0, "", -1))
                .with(LanePlace.own("subscribed", 0));
    }

    @Override
    public String localAddress() {
        return "10.0.0.1:6380";
    }

    @Override
    public long connectedAtMillis() {
        return CONNECTED;
    }
}
