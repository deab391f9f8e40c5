package dev.sluice.proof.dataset;

import java.util.Arrays;

/** A key of one database; its name is bytes. */
public final class KeyName {
    private static final int PRINTED = 60;

    private final int database;
    private final byte[] name;
    private final int hash;

    /** @param name not copied: it must not change */
    KeyName(int database, byte[] name) {
        this.database = database;
        this.name = name;
        this.hash = 31 * Arrays.hashCode(name) + database;
    }

    public int database() {
        return database;
    }

    boolean startsWith(byte[] prefix) {
        return name.length >= prefix.length && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyName that && database == that.database && Arrays.equals(name, that.name);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code db0 "data:7:\x00"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("db").append(database).append(" \"");
        for (int i = 0; i < Math.min(PRINTED, name.length); i++) {
            int unsigned = name[i] & 0xff;
            if (unsigned > ' ' && unsigned < 0x7f) {
                text.append((char) unsigned);
            } else {
                text.append(String.format("\\x%02x", unsigned));
            }
        }
        return text.append(name.length > PRINTED ? "...\"" : "\"").toString();
    }
}
