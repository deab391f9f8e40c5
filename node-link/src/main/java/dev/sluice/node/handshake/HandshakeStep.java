package dev.sluice.node.handshake;

import dev.sluice.config.Secret;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command of a handshake and whether it may fail. Immutable. Its arguments may be secrets, so nothing prints them; only
 * the name shows.
 */
public final class HandshakeStep {
    private final String name;
    private final boolean tolerateError;
    private final List<byte[]> arguments;

    private HandshakeStep(String name, boolean tolerateError, List<byte[]> arguments) {
        this.name = name;
        this.tolerateError = tolerateError;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * {@code HELLO version [AUTH user password] [SETNAME name]}.
     *
     * @param user null for the default user; only used with a password
     */
    public static HandshakeStep hello(
            int version, @Nullable String user, @Nullable Secret password, @Nullable String name) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(bytes(Integer.toString(version)));
        if (password != null) {
            arguments.add(bytes("AUTH"));
            arguments.add(bytes(user == null ? "default" : user));
            arguments.add(bytes(password.reveal()));
        }
        if (name != null) {
            arguments.add(bytes("SETNAME"));
            arguments.add(bytes(name));
        }
        return new HandshakeStep("HELLO", false, arguments);
    }

    /** {@code AUTH [user] password}. A null user is the one-argument form, which every version knows. */
    public static HandshakeStep auth(@Nullable String user, Secret password) {
        return user == null
                ? command("AUTH", false, password.reveal())
                : command("AUTH", false, user, password.reveal());
    }

    public static HandshakeStep select(int db) {
        return command("SELECT", false, Integer.toString(db));
    }

    /** {@code CLIENT SETNAME}; a name is a convenience for people, so a refusal is tolerated. */
    public static HandshakeStep setName(String name) {
        return command("CLIENT SETNAME", true, name);
    }

    /**
     * Any command.
     *
     * @param name the command, with its subcommand after a space: {@code CLIENT NO-EVICT}; it is shown in errors
     * @param tolerateError whether an error reply counts as done
     * @param arguments what follows the name; never shown
     */
    public static HandshakeStep command(String name, boolean tolerateError, String... arguments) {
        List<byte[]> encoded = new ArrayList<>(arguments.length);
        for (String argument : arguments) {
            encoded.add(bytes(argument));
        }
        return new HandshakeStep(name, tolerateError, encoded);
    }

    /** As {@link #command(String, boolean, String...)}, for arguments that are not text, as a client sent them. */
    public static HandshakeStep rawCommand(String name, boolean tolerateError, List<byte[]> arguments) {
        return new HandshakeStep(name, tolerateError, arguments);
    }

    public String name() {
        return name;
    }

    public boolean toleratesError() {
        return tolerateError;
    }

    void encode(ByteBuf out) {
        List<byte[]> all = new ArrayList<>();
        for (String word : name.split(" ", -1)) {
            all.add(bytes(word));
        }
        all.addAll(arguments);
        RespWriter.command(out, all);
    }

    /** The password among the arguments, to be kept out of error messages: AUTH's last, HELLO's second after AUTH. */
    List<String> secrets() {
        List<String> texts = new ArrayList<>(arguments.size());
        for (byte[] argument : arguments) {
            texts.add(new String(argument, StandardCharsets.UTF_8));
        }
        if (name.equalsIgnoreCase("AUTH")) {
            return texts.subList(Math.max(0, texts.size() - 1), texts.size());
        }
        for (int i = 0; i + 2 < texts.size(); i++) {
            if (name.equalsIgnoreCase("HELLO") && texts.get(i).equalsIgnoreCase("AUTH")) {
                return List.of(texts.get(i + 2));
            }
        }
        return List.of();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
