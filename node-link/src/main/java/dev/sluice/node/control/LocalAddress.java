package dev.sluice.node.control;

import dev.sluice.config.Endpoint;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Which of this machine's addresses the system would use towards another. */
final class LocalAddress {
    private LocalAddress() {}

    /** Connecting a UDP socket asks the routing table and sends nothing. */
    static InetAddress towards(Endpoint node) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(node.host()), node.port()));
            return socket.getLocalAddress();
        }
    }
}
