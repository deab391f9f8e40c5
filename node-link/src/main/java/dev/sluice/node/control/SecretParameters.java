package dev.sluice.node.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The parameters of a server whose values are secrets (SENSITIVE_CONFIG in config.c of Redis 7.0 and Valkey 8.0). */
public final class SecretParameters {
    private static final Set<String> NAMES =
            Set.of("requirepass", "masterauth", "primaryauth", "tls-key-file-pass", "tls-client-key-file-pass");

    private SecretParameters() {}

    public static boolean isSecret(String parameter) {
        return NAMES.contains(parameter.toLowerCase(Locale.ROOT));
    }

    /** The values that follow the names of secret parameters in a command. */
    static List<String> valuesIn(String... command) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i < command.length; i++) {
            if (isSecret(command[i - 1])) {
                values.add(command[i]);
            }
        }
        return values;
    }
}
