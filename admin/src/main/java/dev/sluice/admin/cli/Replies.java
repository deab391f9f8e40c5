package dev.sluice.admin.cli;

import dev.sluice.resp.RespValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RESP values as plain maps, lists, strings, numbers, booleans and nulls. */
final class Replies {
    private Replies() {}

    static @Nullable Object plain(RespValue value) throws ErrorReply {
        if (value instanceof RespValue.Error error) {
            throw new ErrorReply(error.message());
        }
        if (value instanceof RespValue.Null) {
            return null;
        }
        if (value instanceof RespValue.Int number) {
            return number.value();
        }
        if (value instanceof RespValue.Dbl number) {
            return number.value();
        }
        if (value instanceof RespValue.Bool flag) {
            return flag.value();
        }
        if (value instanceof RespValue.Map map) {
            return map(map);
        }
        if (value instanceof RespValue.Attribute attribute) {
            return plain(attribute.value());
        }
        if (value instanceof RespValue.Array || value instanceof RespValue.Set || value instanceof RespValue.Push) {
            return list(value.elements());
        }
        return value.text();
    }

    private static Map<String, Object> map(RespValue.Map map) throws ErrorReply {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (RespValue.Entry entry : map.entries()) {
            entries.put(entry.key().text(), plain(entry.value()));
        }
        return entries;
    }

    private static List<Object> list(List<RespValue> values) throws ErrorReply {
        List<Object> elements = new ArrayList<>();
        for (RespValue value : values) {
            elements.add(plain(value));
        }
        return elements;
    }
}
