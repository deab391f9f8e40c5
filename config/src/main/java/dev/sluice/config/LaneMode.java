package dev.sluice.config;

import java.util.Locale;

/** How sessions use connections to the nodes. */
public enum LaneMode {
    /** Sessions that hold no state share lanes; a session that holds some has its own for as long. */
    AUTO,
    /** Every session has its own lane, always. */
    DEDICATED;

    /** As written in the settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
