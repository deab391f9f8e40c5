package dev.sluice.config.load;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be used, with all their faults at once. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<SettingsFault> faults;

    SettingsException(List<SettingsFault> faults) {
        super(faults.stream()
                .map(fault -> "  " + fault)
                .collect(Collectors.joining(
                        "\n",
                        (faults.size() == 1 ? "1 wrong setting:" : faults.size() + " wrong settings:") + "\n",
                        "")));
        this.faults = List.copyOf(faults);
    }

    public List<SettingsFault> faults() {
        return faults;
    }
}
