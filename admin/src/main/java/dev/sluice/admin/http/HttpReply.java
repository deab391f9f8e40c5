package dev.sluice.admin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer: a status, headers by name, a body. */
record HttpReply(int status, String contentType, String body, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static HttpReply ok(String contentType, String body) {
        return new HttpReply(200, contentType, body, Map.of());
    }

    /** @param tree of maps, lists, strings, numbers, booleans and nulls */
    static HttpReply json(int status, Object tree) {
        try {
            String body = JSON.writeValueAsString(tree) + "\n";
            return new HttpReply(status, "application/json; charset=utf-8", body, Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value that JSON cannot say", e);
        }
    }

    /** @param error one word or two that stay the same, {@code message} for a person */
    static HttpReply error(int status, String error, String message) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("error", error);
        tree.put("message", message);
        return json(status, tree);
    }

    HttpReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpReply(status, contentType, body, more);
    }
}
