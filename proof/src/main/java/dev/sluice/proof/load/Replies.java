package dev.sluice.proof.load;

import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/** Replies of a pipeline, as values. */
final class Replies {
    private Replies() {}

    /** The value, or the error that came in its place. */
    static Object of(Response<Long> reply) {
        try {
            return reply.get();
        } catch (JedisDataException error) {
            return error;
        }
    }
}
