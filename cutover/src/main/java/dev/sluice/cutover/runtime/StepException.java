package dev.sluice.cutover.runtime;

/** A step that did not succeed, in words for the operator. Checked, because every step's failure leads somewhere. */
public final class StepException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    public StepException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
