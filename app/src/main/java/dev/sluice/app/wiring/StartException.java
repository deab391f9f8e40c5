package dev.sluice.app.wiring;

/** Sluice could not start, in words that say what to do. What had been started is stopped again. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
