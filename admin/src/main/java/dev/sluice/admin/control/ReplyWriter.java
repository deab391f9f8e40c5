package dev.sluice.admin.control;

import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes replies. What RESP2 has no type for becomes what its servers use: maps flat arrays, booleans 1 and 0. */
final class ReplyWriter {
    private final ByteBuf out;
    private final boolean resp3;

    private ReplyWriter(ByteBuf out, boolean resp3) {
        this.out = out;
        this.resp3 = resp3;
    }

    /** @param protocol 2 or 3 */
    static void write(ByteBuf out, Reply reply, int protocol) {
        new ReplyWriter(out, protocol == 3).reply(reply);
    }

    private void reply(Reply reply) {
        if (reply instanceof Reply.Status status) {
            RespWriter.simpleString(out, status.text());
        } else if (reply instanceof Reply.Failure failure) {
            RespWriter.error(out, failure.code() + " " + Words.line(failure.message()));
        } else if (reply instanceof Reply.Text text) {
            text(text.text());
        } else if (reply instanceof Reply.Value value) {
            tree(value.tree());
        } else if (reply instanceof Reply.Last last) {
            reply(last.reply());
        }
    }

    private void text(String text) {
        if (resp3) {
            RespWriter.verbatim(out, "txt", text);
        } else {
            RespWriter.bulk(out, text);
        }
    }

    private void tree(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            map(map);
        } else if (tree instanceof List<?> list) {
            RespWriter.array(out, list.size());
            list.forEach(this::tree);
        } else {
            scalar(tree);
        }
    }

    private void map(Map<?, ?> map) {
        if (resp3) {
            RespWriter.map(out, map.size());
        } else {
            RespWriter.array(out, 2 * map.size());
        }
        map.forEach((key, value) -> {
            RespWriter.bulk(out, key.toString());
            tree(value);
        });
    }

    private void scalar(@Nullable Object value) {
        if (value == null) {
            nothing();
        } else if (value instanceof Boolean flag) {
            flag(flag);
        } else if (value instanceof Double number) {
            number(number);
        } else if (value instanceof Number number) {
            RespWriter.integer(out, number.longValue());
        } else {
            RespWriter.bulk(out, value.toString());
        }
    }

    private void nothing() {
        if (resp3) {
            RespWriter.nul3(out);
        } else {
            RespWriter.nullBulk(out);
        }
    }

    private void flag(boolean flag) {
        if (resp3) {
            RespWriter.bool(out, flag);
        } else {
            RespWriter.integer(out, flag ? 1 : 0);
        }
    }

    private void number(double number) {
        if (resp3) {
            RespWriter.dbl(out, number);
        } else {
            RespWriter.bulk(out, Double.toString(number));
        }
    }
}
