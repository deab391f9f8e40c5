package dev.sluice.replication.relay;

import dev.sluice.config.NodeRole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a master with a password answers before PSYNC, and what it learns by that. */
final class HandshakeReplies {
    private static final String OK = "+OK\r\n";
    private static final String NOAUTH = "-NOAUTH Authentication required.\r\n";
    private static final String WRONGPASS = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";

    private final RelayUsers users;
    private @Nullable NodeRole role;
    private boolean capaEof;
    private @Nullable String trouble;

    HandshakeReplies(RelayUsers users) {
        this.users = users;
    }

    /** Who has logged in, null while nobody has. */
    @Nullable
    NodeRole role() {
        return role;
    }

    String who() {
        return role == null ? "an unknown peer" : "the " + role.word();
    }

    boolean capaEof() {
        return capaEof;
    }

    /** Why the connection must be closed after the reply; null when it goes on. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** One reply line for PING, AUTH or REPLCONF; null for none. */
    @Nullable
    String reply(List<byte[]> words) {
        String name = text(words, 0);
        if (name.equals("auth")) {
            return authenticate(words);
        }
        if (role == null) {
            return NOAUTH; // a replica tolerates it for PING, and sends nothing else before AUTH
        }
        if (name.equals("ping")) {
            return "+PONG\r\n";
        }
        for (int i = 1; i + 1 < words.size(); i += 2) {
            if (text(words, i).equals("capa") && text(words, i + 1).equals("eof")) {
                capaEof = true;
            }
        }
        return OK;
    }

    private String authenticate(List<byte[]> words) {
        String user = words.size() > 2 ? new String(words.get(1), StandardCharsets.UTF_8) : null;
        role = words.size() < 2 ? null : users.authenticate(user, words.get(words.size() - 1));
        if (role == null) {
            trouble = "a connection to the replication port had a wrong user or password";
            return WRONGPASS;
        }
        return OK;
    }

    private static String text(List<byte[]> words, int i) {
        return new String(words.get(i), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }
}
