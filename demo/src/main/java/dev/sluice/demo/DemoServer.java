package dev.sluice.demo;

import dev.sluice.demo.report.DemoReport.Server;
import dev.sluice.proof.Endpoint;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import dev.sluice.testservers.ServerException;
import dev.sluice.testservers.ServerKit;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One of the two servers: started by the demo, or one that runs already.
 *
 * @param uri may carry a password
 * @param identity family and version, as the server states them
 */
record DemoServer(String uri, Endpoint endpoint, Server identity) {
    /** Before there is one. */
    static final DemoServer NONE = new DemoServer("", Endpoint.of("localhost", 0), new Server("", ""));

    private static final Pattern VALKEY = Pattern.compile("(?m)^valkey_version:(\\S+)");
    private static final Pattern REDIS = Pattern.compile("(?m)^redis_version:(\\S+)");
    private static final Pattern KEYS = Pattern.compile("(?m)^db\\d+:keys=(\\d+)");

    /**
     * Reaches the server at {@code uri}, or starts {@code binary}, or the newest Redis of {@code line}.
     *
     * @param cleanup ends what is started
     */
    static DemoServer open(@Nullable String uri, @Nullable Path binary, String line, Cleanup cleanup)
            throws DemoException {
        try {
            if (uri != null) {
                return reach(uri);
            }
            ServerBinary server = binary == null ? ServerKit.require(Family.REDIS, line) : ServerKit.probe(binary);
            RunningServer running = RunningServer.start(server);
            cleanup.add(server.toString(), running::close);
            return reach(running.uri());
        } catch (ServerException | IllegalArgumentException e) {
            throw new DemoException(String.valueOf(e.getMessage()));
        }
    }

    private static DemoServer reach(String uri) throws DemoException {
        Endpoint endpoint = Endpoint.parse(uri);
        try (Jedis jedis = endpoint.connect()) {
            String info = jedis.info("server");
            Matcher valkey = VALKEY.matcher(info);
            Matcher redis = REDIS.matcher(info);
            Server identity = valkey.find()
                    ? new Server("valkey", valkey.group(1))
                    : new Server("redis", redis.find() ? redis.group(1) : "unknown");
            return new DemoServer(uri, endpoint, identity);
        } catch (JedisException e) {
            throw new DemoException("cannot use " + endpoint + ": " + e.getMessage());
        }
    }

    /** Keys over all databases. */
    long keys() {
        try (Jedis jedis = endpoint.connect()) {
            return KEYS.matcher(jedis.info("keyspace"))
                    .results()
                    .mapToLong(match -> Long.parseLong(match.group(1)))
                    .sum();
        }
    }

    void requireEmpty(String role) throws DemoException {
        long keys = keys();
        if (keys > 0) {
            throw new DemoException("the " + role + " " + endpoint + " holds " + keys
                    + " keys; the demo fills and replaces data, so it works on empty servers only");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return identity + " at " + endpoint;
    }
}
