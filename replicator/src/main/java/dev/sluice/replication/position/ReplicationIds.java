package dev.sluice.replication.position;

/** The form of a replication id: {@code CONFIG_RUN_ID_SIZE} = 40 lower-case hexadecimal digits. */
public final class ReplicationIds {
    /** Length of every replication id. */
    public static final int LENGTH = 40;

    private ReplicationIds() {}

    /** Whether a node may have such an id. */
    public static boolean isValid(String id) {
        return id.length() == LENGTH && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    static String require(String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException("not a replication id: " + id.length() + " characters");
        }
        return id;
    }
}
