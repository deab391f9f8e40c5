package dev.sluice.proxy.session;

import dev.sluice.config.Secret;
import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.lane.Credentials;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command that changes the context. What has not the form of a valid command changes nothing, because the node will
 * answer it with an error.
 */
final class ContextChanges {
    private ContextChanges() {}

    /** @param arguments the whole request, its name first */
    static ContextChange of(SessionEffect effect, List<byte[]> arguments) {
        List<String> words = new ArrayList<>(arguments.size());
        for (byte[] argument : arguments) {
            String word = text(argument);
            if (word == null) {
                return ContextChange.UNREADABLE;
            }
            words.add(word);
        }
        return of(effect, words, words.size());
    }

    private static ContextChange of(SessionEffect effect, List<String> words, int count) {
        return switch (effect) {
            case HELLO -> hello(words);
            case AUTH -> auth(words);
            case SELECT -> count == 2 ? select(words.get(1)) : ContextChange.NOTHING;
            case SET_NAME -> count == 3 ? context -> context.withName(words.get(2)) : ContextChange.NOTHING;
            case SET_INFO ->
                count == 4
                        ? mode("CLIENT SETINFO " + upper(words.get(2)), List.of(words.get(3)))
                        : ContextChange.NOTHING;
            case TRACKING -> count >= 3 ? TrackingMode.change(words) : ContextChange.NOTHING;
            case CAPA -> count >= 3 ? Capabilities.change(words.subList(2, count)) : ContextChange.NOTHING;
            case NO_EVICT, NO_TOUCH, IMPORT_SOURCE, MAINT_NOTIFICATIONS ->
                count >= 3 ? mode("CLIENT " + upper(words.get(1)), words.subList(2, count)) : ContextChange.NOTHING;
            case READONLY -> mode("READONLY", List.of());
            case READWRITE -> context -> context.withoutMode("READONLY");
            default -> ContextChange.NOTHING;
        };
    }

    private static ContextChange hello(List<String> words) {
        int version = number(words.get(1));
        Credentials credentials = null;
        String name = null;
        int at = 2;
        while (at < words.size()) {
            String option = upper(words.get(at));
            if (option.equals("AUTH") && at + 2 < words.size()) {
                credentials = new Credentials(words.get(at + 1), Secret.of(words.get(at + 2)));
                at += 3;
            } else if (option.equals("SETNAME") && at + 1 < words.size()) {
                name = words.get(at + 1);
                at += 2;
            } else {
                return ContextChange.NOTHING;
            }
        }
        return hello(version, credentials, name);
    }

    private static ContextChange hello(int version, @Nullable Credentials credentials, @Nullable String name) {
        return context -> {
            SessionContext changed = context.withResp(version);
            if (credentials != null) {
                changed = changed.withCredentials(credentials);
            }
            return name == null ? changed : changed.withName(name);
        };
    }

    private static ContextChange auth(List<String> words) {
        if (words.size() != 2 && words.size() != 3) {
            return ContextChange.NOTHING;
        }
        String user = words.size() == 2 ? Credentials.DEFAULT_USER : words.get(1);
        Credentials credentials = new Credentials(user, Secret.of(words.get(words.size() - 1)));
        return context -> context.withCredentials(credentials);
    }

    private static ContextChange select(String db) {
        int number = number(db);
        return context -> context.withDb(number);
    }

    private static ContextChange mode(String command, List<String> arguments) {
        if (arguments.size() == 1 && arguments.get(0).equalsIgnoreCase("off")) {
            return context -> context.withoutMode(command);
        }
        List<String> given = List.copyOf(arguments);
        return context -> context.withMode(command, given);
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word.trim());
        } catch (NumberFormatException e) {
            // The node refuses it too, so this is never applied.
            return 0;
        }
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    /** Null for bytes that UTF-8 would not give back as they were. */
    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
