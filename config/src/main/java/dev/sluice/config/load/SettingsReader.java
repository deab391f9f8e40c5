package dev.sluice.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.sluice.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values and collects faults instead of stopping at the first. A faulty value reads as its default, so that the rest
 * can be judged too.
 */
final class SettingsReader {
    private static final Pattern COMMAND = Pattern.compile("[^\\s|]+(\\|[^\\s|]+)?");

    private final Config given;
    private final Config merged;
    private final Config defaults;
    private final List<SettingsFault> faults = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    /** @param given all layers but the defaults */
    SettingsReader(Config given, Config defaults) {
        this.given = given;
        this.merged = given.withFallback(defaults);
        this.defaults = defaults;
    }

    List<SettingsFault> faults() {
        return faults;
    }

    /** The keys that somebody has read. */
    Set<String> asked() {
        return asked;
    }

    int integer(String path, int min, int max) {
        String allowed = "a whole number from " + min + " to " + max;
        return read(path, allowed, config -> config.getInt(path), value -> value >= min && value <= max);
    }

    long bytes(String path, long min, long max) {
        String allowed = "a size from " + size(min) + " to " + size(max) + ", such as 64MiB";
        return read(path, allowed, config -> config.getBytes(path), value -> value >= min && value <= max);
    }

    long count(String path, long min, long max) {
        String allowed = "a whole number from " + min + " to " + max;
        return read(path, allowed, config -> config.getLong(path), value -> value >= min && value <= max);
    }

    Duration duration(String path, Duration min, Duration max) {
        String allowed = "a duration from " + words(min) + " to " + words(max) + ", such as 500ms or 2s";
        return read(
                path,
                allowed,
                config -> config.getDuration(path),
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
    }

    boolean bool(String path) {
        return read(path, "true or false", config -> config.getBoolean(path), value -> true);
    }

    /** A constant of an enum by its name, in any case. */
    <E extends Enum<E>> E word(String path, Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        String words = all.stream().map(SettingsReader::word).collect(Collectors.joining(", "));
        return read(
                        path,
                        "one of " + words,
                        config -> {
                            String given = scalar(config, path);
                            return all.stream()
                                    .filter(one -> word(one).equalsIgnoreCase(given))
                                    .findFirst();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Names of commands, in lower case, those of subcommands behind a bar; given with a blank or a bar between, in any case. */
    List<String> commands(String path) {
        return read(
                path,
                "a list of command names, such as [\"debug\", \"client pause\"]",
                config -> list(config, path).stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll(" +", "|"))
                        .toList(),
                names -> names.stream().allMatch(name -> COMMAND.matcher(name).matches()));
    }

    /** A list; from the environment or an option, text with commas. */
    private static List<String> list(Config config, String path) {
        ConfigValue value = value(config, path);
        if (value == null || value.valueType() == ConfigValueType.LIST) {
            return config.getStringList(path);
        }
        String text = scalar(config, path);
        return text.isBlank() ? List.of() : List.of(text.split(","));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** Text, or null where nothing is set. */
    @Nullable
    String text(String path) {
        String value = read(path, "text", config -> scalar(config, path), text -> true);
        return value.isEmpty() ? null : value;
    }

    /** A file that can be read, or null where nothing is set. */
    @Nullable
    Path file(String path) {
        String name = text(path);
        if (name == null) {
            return null;
        }
        Path file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            fault(path, name, "a file that exists and can be read");
        }
        return file;
    }

    /** A secret from {@code <path>} or from the file named by {@code <path>-file}; null where neither is set. */
    @Nullable
    Secret secret(String path) {
        String direct = read(path, "text (it is not shown)", config -> scalar(config, path), text -> true, true);
        String file = text(path + "-file");
        if (file == null) {
            return direct.isEmpty() ? null : Secret.of(direct);
        }
        if (!direct.isEmpty()) {
            fault(path + "-file", file, "one of " + path + " and " + path + "-file, not both");
            return null;
        }
        try {
            String content =
                    Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
            if (content.isEmpty()) {
                fault(path + "-file", "an empty file", "a file that holds the password");
                return null;
            }
            return Secret.of(content);
        } catch (IOException unreadable) {
            fault(path + "-file", file, "a file that exists and can be read");
            return null;
        }
    }

    void fault(String path, String found, String allowed) {
        faults.add(new SettingsFault(path, place(path), found, allowed));
    }

    /** Where the value of this path stands. */
    String place(String path) {
        ConfigValue value = value(given, path);
        return value == null ? "not set" : describe(value.origin());
    }

    static String describe(ConfigOrigin origin) {
        String name = origin.filename() != null ? origin.filename() : origin.description();
        return origin.filename() != null && origin.lineNumber() > 0 ? name + ":" + origin.lineNumber() : name;
    }

    private <T> T read(String path, String allowed, Function<Config, T> get, java.util.function.Predicate<T> right) {
        return read(path, allowed, get, right, false);
    }

    private <T> T read(
            String path,
            String allowed,
            Function<Config, T> get,
            java.util.function.Predicate<T> right,
            boolean secret) {
        asked.add(path);
        // A path that a wrong block or null hides is a fault of its own, told once by the loader.
        Config config = merged.hasPath(path) ? merged : defaults;
        try {
            T value = get.apply(config);
            if (right.test(value)) {
                return value;
            }
        } catch (ConfigException | ArithmeticException wrong) {
            // Told below, in our words: the library's name Java types.
        }
        fault(path, secret ? "something else" : found(config, path), allowed);
        return get.apply(defaults);
    }

    private static String scalar(Config config, String path) {
        ConfigValue value = Objects.requireNonNull(value(config, path));
        if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
            throw new ConfigException.WrongType(
                    value.origin(), path, "text", value.valueType().name());
        }
        return config.getString(path);
    }

    private static @Nullable ConfigValue value(Config config, String path) {
        return config.root().isEmpty() ? null : walk(config, path);
    }

    private static @Nullable ConfigValue walk(Config config, String path) {
        ConfigValue value = config.root();
        for (String part : com.typesafe.config.ConfigUtil.splitPath(path)) {
            value = value instanceof com.typesafe.config.ConfigObject object ? object.get(part) : null;
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    private static String found(Config config, String path) {
        ConfigValue value = walk(config, path);
        Object plain = value == null ? null : value.unwrapped();
        if (plain instanceof Collection || plain instanceof java.util.Map) {
            return plain instanceof Collection ? "a list" : "a block { ... }";
        }
        return plain instanceof String ? "\"" + plain + "\"" : String.valueOf(plain);
    }

    private static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        while (unit < units.length - 1 && bytes >= 1024 && bytes % 1024 == 0) {
            bytes /= 1024;
            unit++;
        }
        return bytes + units[unit];
    }

    private static String words(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 86_400_000 == 0 && ms > 0) {
            return ms / 86_400_000 + "d";
        }
        return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
    }
}
