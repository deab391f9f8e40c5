package dev.sluice.config.load;

/**
 * One wrong setting.
 *
 * @param path the key, {@code sluice.listen.port}
 * @param place file and line, environment variable or option where the value stands
 * @param found the value, never a secret
 * @param allowed what would be right
 */
public record SettingsFault(String path, String place, String found, String allowed) {
    @Override
    public String toString() {
        return path + " (" + place + "): found " + found + "; allowed: " + allowed;
    }
}
