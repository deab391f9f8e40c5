package dev.sluice.app;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands where a node would: takes any command and answers OK. For {@link WarmUpCommand} only. A thread a connection. */
final class StandInNode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StandInNode.class);
    private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;

    private StandInNode(ServerSocket listener) {
        this.listener = listener;
    }

    static StandInNode start() throws IOException {
        StandInNode node = new StandInNode(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        inBackground(node::accept);
        return node;
    }

    String uri() {
        return "redis://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                inBackground(() -> answer(socket));
            }
        } catch (SocketException closed) {
            log.debug("stand-in node closed");
        } catch (IOException e) {
            log.warn("stand-in node: {}", e.toString());
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            while (true) {
                for (int arguments = number(in); arguments > 0; arguments--) {
                    in.skipNBytes(number(in) + 2L);
                }
                out.write(OK);
            }
        } catch (EOFException | SocketException gone) {
            log.debug("a client of the stand-in node has left");
        } catch (IOException e) {
            log.warn("stand-in node: {}", e.toString());
        }
    }

    /** The number in a line such as {@code *3} or {@code $5}. */
    private static int number(DataInputStream in) throws IOException {
        in.readByte();
        int number = 0;
        for (int digit = in.readByte(); digit != '\r'; digit = in.readByte()) {
            number = number * 10 + digit - '0';
        }
        in.readByte();
        return number;
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "stand-in-node");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
