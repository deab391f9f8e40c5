package dev.sluice.proxy.gate;

/**
 * A session that stands in the way of a cutover.
 *
 * @param name what it calls itself (CLIENT SETNAME); may be empty
 * @param reason {@code blocked}, {@code tracking-redirect}, {@code debugging}, {@code unreadable-state}, {@code subscribed-in-multi} or
 *     {@code subscribed-to-too-much}
 */
public record Blocker(long session, String address, String name, String reason) {
    String text() {
        return "session " + session + " (" + address + (name.isEmpty() ? "" : ", " + name) + ") is " + reason;
    }
}
