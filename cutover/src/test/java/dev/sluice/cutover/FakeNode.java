package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.Faults.Fault;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.Replication.Credentials;
import dev.sluice.cutover.preflight.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server in small: its data is the list of writes it has, its offset their number, and it follows no one or Sluice. */
final class FakeNode implements NodeControl {
    final NodeRole role;
    final List<Integer> log = new ArrayList<>();
    final Map<String, String> changed = new HashMap<>();
    final Facts facts;
    String runId;
    String replid;
    String replid2 = "";
    long replid2Offset = -1;
    boolean master = true;
    boolean rejecting;
    boolean paused;
    boolean up = true;
    long errors;
    int masterPort = FakeLane.PORT;
    private final World world;
    private int lives;

    FakeNode(NodeRole role, String family, String version, World world) {
        this.role = role;
        this.world = world;
        this.runId = role.word() + "-run-0";
        this.replid = role.word() + "-history-0";
        this.facts = Facts.master(family, version, runId);
    }

    boolean accepts() {
        return up && master && !rejecting && !paused;
    }

    /** Comes back as a writable master of a history of its own; the data is still there. */
    void restart() {
        lives++;
        runId = role.word() + "-run-" + lives;
        replid = role.word() + "-history-" + lives + "r";
        replid2 = "";
        replid2Offset = -1;
        master = true;
        rejecting = false;
        paused = false;
        errors = 0;
        up = true;
    }

    @Override
    public NodeRole role() {
        return role;
    }

    @Override
    public NodeFacts facts() throws NodeException {
        Fault fault = before("facts");
        facts.info("role", master ? "master" : "slave").info("run_id", runId);
        facts.config("min-replicas-to-write", rejecting ? "2147483647" : "0");
        after("facts", fault);
        return facts.build();
    }

    @Override
    public ReplicationInfo replicationInfo() throws NodeException {
        Fault fault = before("info");
        after("info", fault);
        return new ReplicationInfo(
                master ? "master" : "slave",
                runId,
                replid,
                log.size(),
                log.size(),
                replid2,
                replid2Offset,
                master ? null : FakeLane.HOST,
                master ? 0 : masterPort,
                !master,
                false,
                errors);
    }

    @Override
    public void prepareFence(Credentials credentials) throws NodeException {
        setTemporarily("masteruser", credentials.user());
        setTemporarily("masterauth", credentials.password().reveal());
    }

    @Override
    public void setTemporarily(String parameter, String value) throws NodeException {
        Fault fault = change("set " + parameter);
        changed.putIfAbsent(parameter, "before");
        after("set " + parameter, fault);
    }

    @Override
    public void restore(String parameter) throws NodeException {
        Fault fault = change("restore " + parameter);
        changed.remove(parameter);
        after("restore " + parameter, fault);
    }

    @Override
    public void restoreAll() throws NodeException {
        Fault fault = change("restoreAll");
        changed.clear();
        rejecting = false;
        after("restoreAll", fault);
    }

    @Override
    public Map<String, String> changed() {
        return Map.copyOf(changed);
    }

    @Override
    public long rejectWrites() throws NodeException {
        Fault fault = change("reject");
        rejecting = true;
        after("reject", fault);
        return log.size();
    }

    @Override
    public void acceptWrites() throws NodeException {
        Fault fault = change("accept");
        rejecting = false;
        after("accept", fault);
    }

    @Override
    public void pauseWrites(Duration duration) throws NodeException {
        Fault fault = change("pause");
        paused = true;
        world.ticker.after(duration, () -> paused = false);
        after("pause", fault);
    }

    @Override
    public void unpauseWrites() throws NodeException {
        Fault fault = change("unpause");
        paused = false;
        after("unpause", fault);
    }

    @Override
    public void follow(Credentials credentials) throws NodeException {
        Fault fault = change("follow");
        changed.put("masterauth", "***");
        master = false;
        masterPort = credentials.announced().port();
        after("follow", fault);
    }

    @Override
    public void promote() throws NodeException {
        Fault fault = change("promote");
        if (!master) {
            lives++;
            master = true;
            replid2 = replid;
            replid2Offset = log.size() + 1L;
            replid = role.word() + "-history-" + lives;
        }
        after("promote", fault);
    }

    private Fault change(String what) throws NodeException {
        world.faults.record(role.word() + "." + what);
        return before(what);
    }

    private Fault before(String what) throws NodeException {
        world.step();
        Fault fault = world.faults.at(role.word() + "." + what);
        switch (fault) {
            case FAIL_BEFORE -> throw new NodeException(what + " failed");
            case HANG_BEFORE -> throw new Faults.Hang();
            case CRASH_BEFORE -> throw new Faults.Crash(role.word() + "." + what);
            case NONE, FAIL_AFTER, HANG_AFTER, CRASH_AFTER -> {
                if (!up) {
                    throw new NodeException("connection refused");
                }
            }
        }
        return fault;
    }

    private void after(String what, Fault fault) throws NodeException {
        switch (fault) {
            case FAIL_AFTER -> throw new NodeException("the answer to " + what + " was lost");
            case HANG_AFTER -> throw new Faults.Hang();
            case CRASH_AFTER -> throw new Faults.Crash(role.word() + "." + what);
            case NONE, FAIL_BEFORE, HANG_BEFORE, CRASH_BEFORE -> {}
        }
    }
}
