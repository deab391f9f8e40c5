package dev.sluice.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The fields of CLIENT LIST that are true of a session rather than of its lane. */
final class SessionFields {
    private SessionFields() {}

    /**
     * The value of a field, as the node would write it for a client like this session.
     *
     * @param nowMillis of the epoch
     * @return null for a field that only the node knows
     */
    static @Nullable String value(SessionCard card, String field, long nowMillis) {
        SessionProfile profile = card.profile();
        SessionActivity activity = card.activity();
        return switch (field) {
            case "id" -> Long.toString(card.id());
            case "addr" -> card.address();
            case "laddr" -> card.localAddress();
            case "name" -> latin(profile.name());
            case "age" -> seconds(nowMillis - card.connectedAtMillis());
            case "idle" -> seconds(nowMillis - activity.lastCommandMillis());
            case "flags" -> card.flags();
            case "db" -> Integer.toString(profile.db());
            case "sub" -> Integer.toString(activity.channels());
            case "psub" -> Integer.toString(activity.patterns());
            case "ssub" -> Integer.toString(activity.shardChannels());
            case "multi" -> Integer.toString(activity.queued());
            // A watched key is a reason for a lane of one's own, so nobody on another has one.
            case "watch" -> card.lane().isOwn() ? null : "0";
            case "cmd" -> activity.lastCommand().isEmpty() ? "NULL" : latin(activity.lastCommand());
            case "user" -> latin(profile.user());
            case "redir" -> Long.toString(activity.redirect());
            case "resp" -> Integer.toString(profile.resp());
            case "lib-name" -> latin(profile.libName());
            case "lib-ver" -> latin(profile.libVersion());
            default -> null;
        };
    }

    private static String seconds(long millis) {
        return Long.toString(Math.max(0, TimeUnit.MILLISECONDS.toSeconds(millis)));
    }

    /** Its UTF-8 bytes as characters: {@link ClientLine} holds bytes so. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
