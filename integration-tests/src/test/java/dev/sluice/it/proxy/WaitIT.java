package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.testservers.RunningServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** WAIT through Sluice never tells of a replica that has not got the session's writes. */
class WaitIT {
    /** A master whose replica can be stopped. */
    private static final class Pair implements AutoCloseable {
        final RunningServer master = Servers.start(Servers.redis70());
        final RunningServer replica = Servers.start(Servers.redis70());

        Pair() {
            try (Jedis jedis = new Jedis(replica.host(), replica.port());
                    Jedis atMaster = new Jedis(master.host(), master.port())) {
                jedis.replicaof(master.host(), master.port());
                Awaitility.await().until(() -> atMaster.info("replication").contains("state=online"));
                atMaster.set("first", "1");
                Awaitility.await().until(() -> atMaster.waitReplicas(1, 100) == 1);
            }
        }

        @Override
        public void close() {
            replica.thaw();
            replica.close();
            master.close();
        }
    }

    @ParameterizedTest
    @EnumSource(LaneMode.class)
    void shouldNotCountAReplicaThatStandsStill(LaneMode mode) throws Exception {
        try (Pair source = new Pair();
                Pair target = new Pair();
                ProxyRig proxy = ProxyRig.of(source.master, target.master, mode);
                RawClient client = proxy.raw();
                Jedis other = proxy.client()) {
            client.send("SET", "a", "1").send("WAIT", "1", "5000");
            assertThat(client.line()).isEqualTo("+OK");
            assertThat(client.line()).isEqualTo(":1");
            source.replica.freeze();
            target.replica.freeze();

            client.send("SET", "a", "2").send("WAIT", "1", "200");
            assertThat(client.line()).isEqualTo("+OK");
            assertThat(client.line()).isEqualTo(":0");
            for (int i = 0; i < 200; i++) {
                other.set("b", "1");
                client.send("GET", "a");
                assertThat(client.line()).isEqualTo("$1");
                assertThat(client.line()).isEqualTo("2");
            }
            client.send("WAIT", "1", "200");
            assertThat(client.line()).as("behind the traffic of others").isEqualTo(":0");

            proxy.cutOver(NodeRole.TARGET, 1);
            client.send("WAIT", "1", "200");
            assertThat(client.line()).as("after a switch").isEqualTo(":0");
            target.replica.thaw();
            client.send("WAIT", "1", "5000");
            assertThat(client.line()).isEqualTo(":1");
        }
    }
}
