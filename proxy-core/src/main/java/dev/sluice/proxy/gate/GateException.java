package dev.sluice.proxy.gate;

/** A part of the gate's work that failed, in words for the operator. Holds no secret. */
public final class GateException extends Exception {
    private static final long serialVersionUID = 1L;

    public GateException(String message) {
        super(message);
    }
}
