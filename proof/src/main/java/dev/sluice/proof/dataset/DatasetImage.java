package dev.sluice.proof.dataset;

import java.util.HashMap;
import java.util.Map;

/**
 * The images of the keys of a server.
 *
 * @param readAtMs the server's clock when the reading ended, in milliseconds since 1970
 */
public record DatasetImage(Map<KeyName, KeyImage> keys, long readAtMs) {

    /** The same without the keys whose names begin with {@code prefix}. */
    public DatasetImage without(String prefix) {
        byte[] start = Commands.bytes(prefix);
        Map<KeyName, KeyImage> kept = new HashMap<>(keys);
        kept.keySet().removeIf(name -> name.startsWith(start));
        return new DatasetImage(kept, readAtMs);
    }
}
