package dev.sluice.app;

import dev.sluice.config.SluiceSettings;
import dev.sluice.config.load.ConfigLoader;
import dev.sluice.config.load.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options from which settings are read: a file, the most used settings by name, and any other by key. */
final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings in HOCON.")
    private @Nullable Path config;

    @Option(names = "--source", paramLabel = "URI", description = "The database that is left: redis:// or rediss://.")
    private @Nullable String source;

    @Option(names = "--target", paramLabel = "URI", description = "The database that is moved to.")
    private @Nullable String target;

    @Option(names = "--listen", paramLabel = "[HOST:]PORT", description = "Where applications connect.")
    private @Nullable String listen;

    @Option(names = "--control", paramLabel = "[HOST:]PORT", description = "The control port.")
    private @Nullable String control;

    @Option(names = "--http", paramLabel = "[HOST:]PORT", description = "Metrics and health.")
    private @Nullable String http;

    @Option(
            names = "--replication",
            paramLabel = "[HOST:]PORT",
            description = "Where the nodes reach Sluice during a migration.")
    private @Nullable String replication;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "Journal, ledger and spool.")
    private @Nullable String stateDir;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting by its key, such as sluice.cutover.max-pause=500ms.")
    private Map<String, String> set = new LinkedHashMap<>();

    SluiceSettings load(Map<String, String> environment) throws SettingsException {
        Map<String, String> values = new LinkedHashMap<>(set);
        put(values, "sluice.source.uri", source);
        put(values, "sluice.target.uri", target);
        put(values, "sluice.state-dir", stateDir);
        address(values, "sluice.listen", listen);
        address(values, "sluice.control", control);
        address(values, "sluice.http", http);
        address(values, "sluice.replication.listen", replication);
        return new ConfigLoader(environment).load(config, values);
    }

    private static void put(Map<String, String> values, String key, @Nullable String value) {
        if (value != null) {
            values.put(key, value);
        }
    }

    private static void address(Map<String, String> values, String key, @Nullable String value) {
        if (value == null) {
            return;
        }
        int colon = value.lastIndexOf(':');
        if (colon >= 0) {
            String host = value.substring(0, colon);
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            values.put(key + ".host", bracketed ? host.substring(1, host.length() - 1) : host);
        }
        values.put(key + ".port", value.substring(colon + 1));
    }
}
