package dev.sluice.cutover.preflight;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code client-output-buffer-limit}: {@code normal 0 0 0 slave 268435456 67108864 60 pubsub ...}. */
final class OutputBufferLimit {
    private static final Pattern REPLICA = Pattern.compile("\\b(?:slave|replica)\\s+(\\d{1,18})\\b");

    private OutputBufferLimit() {}

    /** The hard limit of replicas in bytes; 0 for none, -1 where it cannot be read. */
    static long replicaHardBytes(String value) {
        Matcher matcher = REPLICA.matcher(value);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
