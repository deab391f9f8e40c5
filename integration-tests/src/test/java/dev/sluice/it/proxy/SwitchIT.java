package dev.sluice.it.proxy;

import static dev.sluice.it.proxy.ProxyRig.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.proxy.gate.HoldLimits;
import dev.sluice.proxy.gate.PauseReport;
import dev.sluice.proxy.gate.SwitchReport;
import dev.sluice.proxy.gate.TrafficGate;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.testservers.RunningServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** The gate with real servers on both sides, and no replication: what a session is must arrive whole. */
@ParameterizedClass(name = "{0}")
@EnumSource(LaneMode.class)
class SwitchIT {
    @Parameter
    LaneMode lanes = LaneMode.AUTO;

    private static final HoldLimits LIMITS = new HoldLimits(64 << 20, 100_000);

    private RunningServer source;
    private RunningServer target;
    private ProxyRig proxy;

    @BeforeEach
    void start() throws IOException {
        source = Servers.start(Servers.redis62());
        target = Servers.start(Servers.valkey80());
        proxy = ProxyRig.of(source, target, lanes);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        target.close();
        source.close();
    }

    private static Jedis direct(RunningServer server) {
        return new Jedis(server.host(), server.port());
    }

    private SwitchReport cutOver(NodeRole to, long epoch) throws Exception {
        TrafficGate gate = proxy.gate();
        await(gate.prepare(to));
        await(gate.holdWrites(LIMITS));
        await(gate.drainWrites());
        await(gate.holdReads());
        SwitchReport report = await(gate.switchTo(to, epoch));
        await(gate.resume());
        return report;
    }

    @Test
    void shouldCarryWhatASessionIs() throws Exception {
        for (RunningServer server : List.of(source, target)) {
            try (Jedis admin = direct(server)) {
                admin.aclSetUser("app", "on", ">secret", "~*", "&*", "+@all");
            }
        }
        try (RawClient client = proxy.raw();
                Jedis admin = direct(target)) {
            client.send("HELLO", "3", "AUTH", "app", "secret", "SETNAME", "worker");
            client.send("SELECT", "3").send("PING");
            String line = client.line();
            while (!line.equals("+PONG")) {
                line = client.line();
            }

            assertThat(cutOver(NodeRole.TARGET, 1).moved()).containsEntry("idle", 1);

            client.send("SET", "here", "1");
            assertThat(client.line()).isEqualTo("+OK");
            admin.select(3);
            assertThat(admin.get("here")).isEqualTo("1");
            assertThat(admin.clientList()).contains("user=app").contains("resp=3");
            client.send("CLIENT", "INFO");
            assertThat(client.line()).startsWith("=");
            assertThat(client.line())
                    .contains(" name=worker ")
                    .contains(" db=3 ")
                    .contains(" user=app ");
            assertThat(proxy.gate().seenUsers()).extracting(Credentials::user).containsExactly("app");
            assertThat(proxy.gate().status().active()).isEqualTo(NodeRole.TARGET);
        }
    }

    @Test
    void shouldNameTheUserThatTheOtherNodeRefuses() throws Exception {
        try (Jedis admin = direct(source)) {
            admin.aclSetUser("only-here", "on", ">secret", "~*", "+@all");
        }
        try (Jedis client = proxy.client()) {
            client.auth("only-here", "secret");
            client.ping();

            assertThat(await(proxy.gate().tryUsers(NodeRole.TARGET)))
                    .hasEntrySatisfying("only-here", words -> assertThat(words).startsWith("WRONGPASS"));
            assertThat(await(proxy.gate().tryUsers(NodeRole.SOURCE))).isEmpty();
            CompletionStage<Void> prepared = proxy.gate().prepare(NodeRole.TARGET);
            assertThatThrownBy(() -> await(prepared))
                    .hasMessageContaining("only-here")
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining("secret");
            proxy.gate().discardPrepared();
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void shouldRefuseToMoveAnonymousSessionsToANodeThatAsksForAPassword() throws Exception {
        try (Jedis admin = direct(target);
                Jedis client = proxy.client()) {
            client.ping();
            admin.configSet("requirepass", "locked");

            CompletionStage<Void> prepared = proxy.gate().prepare(NodeRole.TARGET);

            assertThatThrownBy(() -> await(prepared)).hasMessageContaining("NOAUTH");
            assertThat(await(proxy.gate().tryUsers(NodeRole.TARGET))).containsKey("default");
        }
    }

    @Test
    void shouldNameASessionThatIsBlockedInWhatIsTooLongToKeep() throws Exception {
        try (RawClient blocked = proxy.raw();
                Jedis other = proxy.client()) {
            other.ping();
            blocked.send("BLPOP", "x".repeat(100_000), "nothing", "0");
            org.awaitility.Awaitility.await()
                    .until(() -> proxy.gate().blockers().stream()
                            .anyMatch(blocker -> blocker.reason().equals("blocked")));

            CompletionStage<Void> held = proxy.gate().holdWrites(LIMITS);

            assertThatThrownBy(() -> await(held)).hasMessageContaining("blocked");
            await(proxy.gate().resume());
            other.lpush("nothing", "now");
            assertThat(blocked.line()).isEqualTo("*2");
        }
    }

    /** Counters are exact at both nodes together: no write lost, none sent twice, whatever round it falls into. */
    @Test
    void shouldLoseAndDoubleNothingUnderLoad() throws Exception {
        try (IncrementLoad load = new IncrementLoad(proxy.address, 16)) {
            long commands = 0;
            for (int round = 1; round <= 6; round++) {
                load.awaitMore(500);
                NodeRole to = round % 2 == 1 ? NodeRole.TARGET : NodeRole.SOURCE;
                TrafficGate gate = proxy.gate();
                await(gate.prepare(to));
                await(gate.holdWrites(LIMITS));
                await(gate.drainWrites());
                load.checkSum(source, target);
                await(gate.holdReads());
                assertThat(await(gate.switchTo(to, round)).moved().values().stream()
                                .mapToInt(i -> i)
                                .sum())
                        .isEqualTo(16);
                PauseReport pause = await(gate.resume());
                assertThat(pause.writes().maxMs()).isPositive().isLessThan(5_000);
                commands += pause.writes().commands();
            }
            load.stop();
            load.checkSum(source, target);
            assertThat(commands).isPositive();
            assertThat(proxy.gate().status().heldCommands()).isZero();
            assertThat(proxy.gate().status().heldBytes()).isZero();
        }
    }

    @Test
    void shouldServeClientsThatComeAndGoWhileHeld() throws Exception {
        TrafficGate gate = proxy.gate();
        await(gate.prepare(NodeRole.TARGET));
        await(gate.holdWrites(LIMITS));
        RawClient goes = proxy.raw();
        try (RawClient comes = proxy.raw()) {
            comes.send("SET", "who", "comes");
            goes.send("SET", "gone", "1");
            org.awaitility.Awaitility.await().until(() -> gate.status().heldCommands() == 2);
            goes.close();
            org.awaitility.Awaitility.await().until(() -> gate.status().heldCommands() == 1);
            await(gate.drainWrites());
            await(gate.holdReads());
            await(gate.switchTo(NodeRole.TARGET, 1));
            await(gate.resume());

            assertThat(comes.line()).isEqualTo("+OK");
        }
        try (Jedis atTarget = direct(target);
                Jedis atSource = direct(source)) {
            assertThat(atTarget.get("who")).isEqualTo("comes");
            assertThat(atTarget.exists("gone")).isFalse();
            assertThat(atSource.dbSize()).isZero();
        }
    }

    @Test
    void shouldRefuseAnEpochThatIsNotNew() throws Exception {
        cutOver(NodeRole.TARGET, 5);

        CompletionStage<SwitchReport> again = proxy.gate().switchTo(NodeRole.SOURCE, 5);

        assertThatThrownBy(() -> await(again)).hasMessageContaining("epoch");
        assertThat(proxy.gate().status().active()).isEqualTo(NodeRole.TARGET);
    }

    @Test
    void shouldOpenAgainAfterADryRun() throws Exception {
        try (Jedis client = proxy.client()) {
            client.set("k", "v");
            TrafficGate gate = proxy.gate();
            await(gate.prepare(NodeRole.TARGET));
            await(gate.holdWrites(LIMITS));
            await(gate.drainWrites());
            gate.discardPrepared();

            PauseReport pause = await(gate.resume());

            assertThat(pause.writes().commands()).isZero();
            assertThat(client.get("k")).isEqualTo("v");
        }
    }
}
