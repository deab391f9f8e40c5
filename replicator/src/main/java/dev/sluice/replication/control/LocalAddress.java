package dev.sluice.replication.control;

import dev.sluice.config.Endpoint;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Which of this machine's addresses a node sees. */
final class LocalAddress {
    private LocalAddress() {}

    /** Asks the routing table: a connected UDP socket has that address, and sends nothing. May resolve a name. */
    static InetAddress towards(Endpoint node) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(node.host()), Math.max(1, node.port())));
            return socket.getLocalAddress();
        }
    }
}
