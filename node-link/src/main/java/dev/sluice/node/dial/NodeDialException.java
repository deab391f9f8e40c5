package dev.sluice.node.dial;

/** Why a node could not be reached, in words for an operator: which node, what failed. Never a secret. */
public final class NodeDialException extends Exception {
    private static final long serialVersionUID = 1L;

    public NodeDialException(String message, Throwable cause) {
        super(message, cause);
    }

    public NodeDialException(String message) {
        super(message);
    }
}
