package dev.sluice.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The user guide lists every key with the default that it has. */
class ConfigurationDocumentTest {
    private static final Pattern ROW = Pattern.compile("\\| `(sluice\\.[a-z.-]+)` \\| (?:`([^`]*)`|) *\\|");

    @Test
    void shouldListEveryKeyWithItsDefault() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/configuration.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
            }
        }
        Config defaults = ConfigFactory.parseResources("reference.conf").resolve();

        assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(ConfigLoader.keys());
        documented.forEach(
                (key, value) -> assertThat(text(defaults, key)).as(key).isEqualTo(value));
    }

    private static String text(Config defaults, String key) {
        return defaults.getValue(key).valueType() == ConfigValueType.LIST
                ? String.join(", ", defaults.getStringList(key))
                : defaults.getString(key);
    }

    @Test
    void shouldReadEveryKey() {
        Config defaults = ConfigFactory.parseResources("reference.conf").resolve();
        Config given =
                ConfigFactory.parseMap(Map.of("sluice.source.uri", "redis://a", "sluice.target.uri", "redis://b"));
        SettingsReader reader = new SettingsReader(given.withFallback(defaults), defaults);

        assertThat(new SettingsMapper(reader, Map.of()).map()).isNotNull();

        assertThat(reader.asked()).containsExactlyInAnyOrderElementsOf(ConfigLoader.keys());
    }
}
