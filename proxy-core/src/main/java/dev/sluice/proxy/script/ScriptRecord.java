package dev.sluice.proxy.script;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bodies of scripts that clients loaded or ran, by their bytes. Bounded by number and by bytes; of more, those that were sent
 * longest ago are forgotten. Any thread; only commands that bring a body come here.
 */
public final class ScriptRecord {
    private final int maxScripts;
    private final long maxBytes;
    /** That sent longest ago first; the value counts up with each body that is new. */
    private final Map<ByteBuffer, Long> bodies = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private long added;

    public ScriptRecord(int maxScripts, long maxBytes) {
        this.maxScripts = maxScripts;
        this.maxBytes = maxBytes;
    }

    /** A client sends this body. It must not be changed any more. */
    public synchronized void add(byte[] body) {
        ByteBuffer key = ByteBuffer.wrap(body);
        if (bodies.get(key) == null && body.length <= maxBytes) {
            bodies.put(key, ++added);
            bytes += body.length;
            while (bodies.size() > maxScripts || bytes > maxBytes) {
                ByteBuffer oldest = bodies.keySet().iterator().next();
                bodies.remove(oldest);
                bytes -= oldest.remaining();
            }
        }
    }

    /** SCRIPT FLUSH: nobody may expect them any more. */
    public synchronized void clear() {
        bodies.clear();
        bytes = 0;
    }

    /** A count that grows with each body that was not known before; for {@link #since}. */
    public synchronized long version() {
        return added;
    }

    /** Bodies that are known and were not at that {@link #version}; all of them since 0. */
    public synchronized List<byte[]> since(long version) {
        List<byte[]> some = new ArrayList<>();
        bodies.forEach((body, number) -> {
            if (number > version) {
                byte[] copy = new byte[body.remaining()];
                body.duplicate().get(copy);
                some.add(copy);
            }
        });
        return some;
    }
}
