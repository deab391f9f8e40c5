package dev.sluice.admin.http;

/**
 * Whether clients should be sent here.
 *
 * @param reason why not, for the operator; empty when ready
 */
public record Readiness(boolean ready, String reason) {

    public static Readiness yes() {
        return new Readiness(true, "");
    }

    public static Readiness no(String reason) {
        return new Readiness(false, reason);
    }
}
