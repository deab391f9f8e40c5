package dev.sluice.node.ledger;

import dev.sluice.config.NodeRole;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ledger on disk: a line of {@code role parameter value} for each change, in the order made, readable by its owner alone
 * because a value may be a password. Replaced as a whole: written beside, fsynced, renamed, the folder fsynced.
 */
final class LedgerFile {
    private static final String NAME = "node-changes";
    private static final String HEADER = "sluice node changes 1";

    private final Path folder;
    private final Path file;

    LedgerFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    Map<NodeRole, Map<String, String>> read() throws IOException {
        Map<NodeRole, Map<String, String>> changes = empty();
        if (!Files.exists(file)) {
            return changes;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(file + " is not a record of node changes (its first line is not \"" + HEADER + "\")");
        }
        for (int i = 1; i < lines.size(); i++) {
            readLine(lines.get(i), i + 1, changes);
        }
        return changes;
    }

    /** Never quotes the line: it may hold a password. */
    private void readLine(String line, int number, Map<NodeRole, Map<String, String>> changes) throws IOException {
        String[] field = line.split(" ", -1);
        for (NodeRole role : NodeRole.values()) {
            if (field.length == 3 && role.word().equals(field[0])) {
                changes(changes, role).put(field[1], URLDecoder.decode(field[2], StandardCharsets.UTF_8));
                return;
            }
        }
        throw new IOException(file + ":" + number + ": expected: role parameter value");
    }

    void write(Map<NodeRole, Map<String, String>> changes) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (NodeRole role : NodeRole.values()) {
            changes(changes, role)
                    .forEach((parameter, value) -> text.append(role.word())
                            .append(' ')
                            .append(parameter)
                            .append(' ')
                            .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                            .append('\n'));
        }
        Path fresh = folder.resolve(NAME + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly());
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    static Map<NodeRole, Map<String, String>> empty() {
        Map<NodeRole, Map<String, String>> changes = new EnumMap<>(NodeRole.class);
        for (NodeRole role : NodeRole.values()) {
            changes.put(role, new LinkedHashMap<>());
        }
        return changes;
    }

    static Map<String, String> changes(Map<NodeRole, Map<String, String>> changes, NodeRole role) {
        return changes.computeIfAbsent(role, missing -> new LinkedHashMap<>());
    }
}
