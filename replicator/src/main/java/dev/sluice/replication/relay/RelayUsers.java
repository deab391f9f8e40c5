package dev.sluice.replication.relay;

import dev.sluice.config.NodeRole;
import dev.sluice.config.Secret;
import dev.sluice.replication.spool.DiskIo;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One user and password for each node, made at random for a migration. A node is known by its password and never by its
 * address: both dial the same port, and what is right for one of them would empty the other. Kept in a file that only its
 * owner can read, so that a restarted Sluice still knows its nodes.
 */
public final class RelayUsers {
    private static final String FILE = "replication-users";
    private static final int PASSWORD_BYTES = 24;

    private final Map<NodeRole, RelayUser> users;

    private RelayUsers(Map<NodeRole, RelayUser> users) {
        this.users = users;
    }

    /** Those of the migration that is under way, or new ones. */
    public static RelayUsers loadOrCreate(Path stateDir) throws IOException {
        Path file = stateDir.resolve(FILE);
        Map<NodeRole, RelayUser> users = new EnumMap<>(NodeRole.class);
        Properties text = new Properties();
        if (Files.isRegularFile(file)) {
            text.load(new StringReader(Files.readString(file)));
        }
        StringBuilder lines = new StringBuilder();
        for (NodeRole role : NodeRole.values()) {
            String password = text.getProperty(role.word());
            if (password == null || password.isEmpty()) {
                password = newPassword();
            }
            users.put(role, new RelayUser("sluice-" + role.word(), Secret.of(password)));
            lines.append(role.word()).append('=').append(password).append('\n');
        }
        if (text.size() != users.size()) {
            DiskIo.replace(Files.createDirectories(stateDir).resolve(FILE), lines.toString());
        }
        return new RelayUsers(users);
    }

    /** The migration has ended: nobody shall log in with them any more. */
    public static void delete(Path stateDir) throws IOException {
        Files.deleteIfExists(stateDir.resolve(FILE));
    }

    public RelayUser of(NodeRole role) {
        RelayUser user = users.get(role);
        if (user == null) {
            throw new IllegalStateException("no user for " + role);
        }
        return user;
    }

    /** Who this is; null when the password is wrong. {@code user} is null for {@code AUTH password}. Takes constant time. */
    @Nullable
    NodeRole authenticate(@Nullable String user, byte[] password) {
        NodeRole found = null;
        for (Map.Entry<NodeRole, RelayUser> entry : users.entrySet()) {
            RelayUser known = entry.getValue();
            boolean same = MessageDigest.isEqual(known.password().reveal().getBytes(StandardCharsets.UTF_8), password);
            if (same && (user == null || user.equals(known.user()))) {
                found = entry.getKey();
            }
        }
        return found;
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
