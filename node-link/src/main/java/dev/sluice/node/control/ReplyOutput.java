package dev.sluice.node.control;

import dev.sluice.resp.RespValue;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects any RESP2 reply as it was sent. Unlike Lettuce's own outputs it keeps errors as values, so that one inside EXEC's
 * array does not hide the others.
 */
final class ReplyOutput extends CommandOutput<byte[], byte[], @Nullable RespValue> {
    private static final RespValue QUEUED = new RespValue.SimpleString("QUEUED");

    private final Deque<Level> open = new ArrayDeque<>();
    private @Nullable RespValue reply;

    private record Level(int size, List<RespValue> elements) {}

    ReplyOutput() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    /** Lettuce asks for it when the reply is complete. */
    @Override
    public @Nullable RespValue get() {
        return reply;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        add(bytes == null ? new RespValue.Null() : new RespValue.Bulk(copy(bytes)));
    }

    @Override
    public void setSingle(ByteBuffer bytes) {
        add(new RespValue.SimpleString(text(bytes)));
    }

    @Override
    public void set(long integer) {
        add(new RespValue.Int(integer));
    }

    @Override
    public void setError(ByteBuffer error) {
        add(new RespValue.Error(text(error)));
    }

    /** What Lettuce itself has to say, such as a closed connection; ends the command. */
    @Override
    public void setError(String error) {
        this.error = error;
    }

    @Override
    public void multi(int count) {
        if (count < 0) {
            add(new RespValue.Null());
        } else if (count == 0) {
            add(new RespValue.Array(List.of()));
        } else {
            open.push(new Level(count, new ArrayList<>()));
        }
    }

    /** Lettuce passes every reply on but {@code +QUEUED}, of which it only tells that it is complete. */
    @Override
    public void complete(int depth) {
        if (reply == null && open.isEmpty()) {
            reply = QUEUED;
        }
    }

    private void add(RespValue value) {
        RespValue complete = value;
        while (!open.isEmpty()) {
            Level level = open.element();
            level.elements().add(complete);
            if (level.elements().size() < level.size()) {
                return;
            }
            open.pop();
            complete = new RespValue.Array(List.copyOf(level.elements()));
        }
        reply = complete;
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    private static String text(ByteBuffer bytes) {
        return new String(copy(bytes), StandardCharsets.UTF_8);
    }
}
