package dev.sluice.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.sluice.config.SluiceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the layers together, refuses what is no setting, and reads the rest. */
public final class ConfigLoader {
    private static final Config DEFAULTS = ConfigFactory.parseResources(
                    ConfigLoader.class.getClassLoader(), "reference.conf")
            .resolve();

    private final Map<String, String> environment;

    /** @param environment the process environment, {@code System.getenv()} */
    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Every key there is, {@code sluice.listen.port} and so on, in order. */
    public static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        DEFAULTS.entrySet().stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith("sluice."))
                .forEach(keys::add);
        return keys;
    }

    /** The environment variable that overrides a key. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * @param file HOCON, or null for none
     * @param options values by key from the command line; the map's order does not matter
     * @throws SettingsException with every fault that was found
     */
    public SluiceSettings load(@Nullable Path file, Map<String, String> options) throws SettingsException {
        Config fromFile = file == null ? ConfigFactory.empty() : parse(file);
        Config given =
                layer(options, "command line").withFallback(environmentLayer()).withFallback(fromFile);
        SettingsReader reader = new SettingsReader(given, DEFAULTS);
        List<SettingsFault> faults = new ArrayList<>();
        refuseUnknown(given.root(), "", faults);
        SluiceSettings settings = new SettingsMapper(reader, environment).map();
        faults.addAll(reader.faults());
        if (!faults.isEmpty() || settings == null) {
            throw new SettingsException(faults);
        }
        return settings;
    }

    private static Config parse(Path file) throws SettingsException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new SettingsException(
                    List.of(new SettingsFault("--config", "command line", file.toString(), "a file that can be read")));
        }
        try {
            return ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF))
                    .resolve();
        } catch (ConfigException wrong) {
            String place = wrong.origin() == null ? file.toString() : SettingsReader.describe(wrong.origin());
            // The library's message repeats the place and may quote the text around it, a password among it.
            throw new SettingsException(List.of(new SettingsFault(
                    file.toString(),
                    place,
                    "text that is not HOCON",
                    "key = value, blocks in { }, text with special characters in quotes")));
        }
    }

    private Config environmentLayer() {
        Map<String, String> values = new TreeMap<>();
        for (String key : keys()) {
            String value = environment.get(variable(key));
            if (value != null) {
                values.put(key, value);
            }
        }
        Config layer = ConfigFactory.empty();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            layer = layer.withValue(
                    entry.getKey(),
                    ConfigValueFactory.fromAnyRef(entry.getValue(), "environment " + variable(entry.getKey())));
        }
        return layer;
    }

    private static Config layer(Map<String, String> values, String place) {
        Config layer = ConfigFactory.empty();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            layer = layer.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(entry.getValue(), place));
        }
        return layer;
    }

    private static void refuseUnknown(ConfigObject given, String prefix, List<SettingsFault> faults) {
        Set<String> keys = keys();
        for (Map.Entry<String, ConfigValue> entry : given.entrySet()) {
            String path = prefix + entry.getKey();
            boolean leaf = keys.contains(path);
            boolean block = keys.stream().anyMatch(key -> key.startsWith(path + "."));
            if (block && entry.getValue() instanceof ConfigObject object) {
                refuseUnknown(object, path + ".", faults);
            } else if (!leaf) {
                String allowed = block ? "a block { ... }" : "a setting; the nearest is " + NearestWord.of(path, keys);
                String found = block ? "a single value" : "an unknown key";
                faults.add(new SettingsFault(
                        path, SettingsReader.describe(entry.getValue().origin()), found, allowed));
            }
        }
    }
}
