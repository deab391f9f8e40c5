package dev.sluice.demo;

/** The demo cannot go on; the message is for a person. */
final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}
