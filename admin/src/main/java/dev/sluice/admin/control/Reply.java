package dev.sluice.admin.control;

import org.jspecify.annotations.Nullable;

/** What goes back for one request. */
sealed interface Reply {
    Reply OK = new Status("OK");

    /** A simple string. */
    record Status(String text) implements Reply {}

    /** A tree of maps, lists, strings, whole numbers, doubles, booleans and nulls. */
    record Value(@Nullable Object tree) implements Reply {}

    /** Text of several lines for a person: a verbatim string in RESP3, a bulk string in RESP2. */
    record Text(String text) implements Reply {}

    /** @param code the first word of the error line, in upper case */
    record Failure(String code, String message) implements Reply {

        static Failure error(String message) {
            return new Failure("ERR", message);
        }
    }

    /** Another reply, after which the connection is closed. */
    record Last(Reply reply) implements Reply {}
}
