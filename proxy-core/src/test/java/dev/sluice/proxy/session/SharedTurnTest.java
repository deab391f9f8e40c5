package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What decides what a shared lane costs: one piece to the node, and one to each client, for each turn of the event loop. */
class SharedTurnTest {
    private static final int CLIENTS = 50;

    private final LaneRig rig = new LaneRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldWriteOnceToTheNodeAndOnceToEachClientInATurn() {
        List<LaneRig.Client> clients = rig.sharing(CLIENTS);
        String command = SessionRig.command("GET k");
        for (LaneRig.Client client : clients) {
            client.socket.writeInbound(rig.lanes.tracked(command));
        }
        assertThat(rig.lane(0).channel.outboundMessages())
                .as("before the turn ends")
                .isEmpty();

        rig.endTurn();

        assertThat(rig.lane(0).channel.outboundMessages()).hasSize(1);
        assertThat(rig.lane(0).sent()).isEqualTo(command.repeat(CLIENTS));

        rig.lane(0).answer("$1\r\nv\r\n".repeat(CLIENTS));
        rig.endTurn();

        for (LaneRig.Client client : clients) {
            assertThat(client.socket.outboundMessages()).hasSize(1);
            assertThat(client.received()).isEqualTo("$1\r\nv\r\n");
        }
    }

    @Test
    void shouldWriteAPipelineInOnePieceEachWay() {
        List<LaneRig.Client> clients = rig.sharing(2);
        String pipeline = SessionRig.command("GET k").repeat(16);
        for (LaneRig.Client client : clients) {
            client.socket.writeInbound(rig.lanes.tracked(pipeline));
        }
        rig.endTurn();
        assertThat(rig.lane(0).channel.outboundMessages()).hasSize(1);
        assertThat(rig.lane(0).sent()).isEqualTo(pipeline.repeat(2));

        rig.lane(0).answer("$1\r\nv\r\n".repeat(32));
        rig.endTurn();

        for (LaneRig.Client client : clients) {
            assertThat(client.socket.outboundMessages()).hasSize(1);
            assertThat(client.received()).isEqualTo("$1\r\nv\r\n".repeat(16));
        }
    }
}
