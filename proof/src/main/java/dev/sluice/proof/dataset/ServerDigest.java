package dev.sluice.proof.dataset;

import dev.sluice.proof.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The server's own DEBUG DIGEST over all databases. It does not see the groups of streams, nor when a key expires; two
 * servers of one family and version compute it alike.
 */
public final class ServerDigest {
    private static final ProtocolCommand DEBUG = () -> Commands.bytes("DEBUG");

    private ServerDigest() {}

    /** Empty when the server does not allow DEBUG: an error is no digest, and two equal errors no proof. */
    public static Optional<String> of(Endpoint server) {
        try (Jedis jedis = server.connect()) {
            return Optional.of(new String((byte[]) jedis.sendCommand(DEBUG, "DIGEST"), StandardCharsets.US_ASCII));
        } catch (JedisDataException e) {
            return Optional.empty();
        }
    }
}
