package dev.sluice.node.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.node.control.InfoText;
import org.junit.jupiter.api.Test;

class NodeReplicationTest {
    @Test
    void shouldReadAMaster() {
        NodeReplication master = NodeReplication.of(InfoText.parse("""
                # Server
                run_id:aaaa
                # Persistence
                loading:0
                # Stats
                unexpected_error_replies:0
                # Replication
                role:master
                master_replid:bbbb
                master_replid2:0000000000000000000000000000000000000000
                master_repl_offset:1234
                second_repl_offset:-1
                """));

        assertThat(master)
                .isEqualTo(
                        new NodeReplication("master", "aaaa", "bbbb", 1234, 1234, null, -1, null, 0, false, false, 0));
    }

    @Test
    void shouldReadAReplica() {
        NodeReplication replica = NodeReplication.of(InfoText.parse(
                "run_id:aaaa\r\nloading:1\r\nunexpected_error_replies:2\r\nrole:slave\r\nmaster_host:10.0.0.7\r\n"
                        + "master_port:6391\r\nmaster_link_status:up\r\nslave_repl_offset:1200\r\nmaster_replid:bbbb\r\n"
                        + "master_replid2:cccc\r\nmaster_repl_offset:1300\r\nsecond_repl_offset:900\r\n"));

        assertThat(replica)
                .isEqualTo(new NodeReplication(
                        "slave", "aaaa", "bbbb", 1300, 1200, "cccc", 900, "10.0.0.7", 6391, true, true, 2));
    }
}
