package dev.sluice.cutover.preflight;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which RDB format a server writes for a replica, and which it reads. Redis and Valkey have forked: a number means something
 * only together with its magic.
 *
 * <p>Source: {@code RDB_VERSION} in rdb.h of each release. Redis 6.2 writes 9, 7.0 10, 7.2 11, 7.4 to 8.4 12, 8.6 13, 8.8 14,
 * 8.10 15, and pays no attention to what the replica announces. Valkey 7.2 to 8.1 write 11; 9.0 and 9.1 write 80 and 9.2
 * writes 81 under the magic {@code VALKEY}, but 11 for a replica that announces a version before 9.0. Redis 12 to 79 are
 * foreign to Valkey.
 */
public final class RdbFormats {
    private static final String VALKEY = "valkey";
    private static final int VALKEY_FIRST_OWN = 80;
    private static final int LAST_COMMON = 11;

    private RdbFormats() {}

    /**
     * The magic of the snapshot that a source sends, {@code REDIS0009}; empty for a version that this table does not know.
     *
     * @param announced the version that its replica announces
     */
    public static Optional<String> sent(String family, String version, String announced) {
        OptionalInt own = own(family, Version.parse(version));
        if (own.isEmpty()) {
            return Optional.empty();
        }
        int number = own.getAsInt();
        if (number < VALKEY_FIRST_OWN) {
            return Optional.of(String.format("REDIS%04d", number));
        }
        boolean old = !Version.parse(announced).atLeast(9, 0);
        return Optional.of(old ? String.format("REDIS%04d", LAST_COMMON) : String.format("VALKEY%03d", number));
    }

    /** Whether a server reads a snapshot with this magic. A version that this table does not know reads nothing. */
    public static boolean reads(String family, String version, String magic) {
        OptionalInt own = own(family, Version.parse(version));
        if (own.isEmpty()) {
            return false;
        }
        boolean valkeyMagic = magic.startsWith("VALKEY");
        int number = number(magic);
        if (number <= 0) {
            return false;
        }
        if (own.getAsInt() >= VALKEY_FIRST_OWN) {
            return valkeyMagic ? number >= VALKEY_FIRST_OWN && number <= own.getAsInt() : number <= LAST_COMMON;
        }
        return !valkeyMagic && number <= own.getAsInt();
    }

    private static OptionalInt own(String family, Version version) {
        return VALKEY.equals(family) ? valkey(version) : redis(version);
    }

    private static OptionalInt valkey(Version version) {
        if (!version.atLeast(7, 2) || version.atLeast(9, 3)) {
            return OptionalInt.empty();
        }
        if (!version.atLeast(9, 0)) {
            return OptionalInt.of(LAST_COMMON);
        }
        return OptionalInt.of(version.atLeast(9, 2) ? VALKEY_FIRST_OWN + 1 : VALKEY_FIRST_OWN);
    }

    private static OptionalInt redis(Version version) {
        if (!version.atLeast(5, 0) || version.atLeast(8, 11)) {
            return OptionalInt.empty();
        }
        if (version.atLeast(8, 10)) {
            return OptionalInt.of(15);
        }
        if (version.atLeast(8, 8)) {
            return OptionalInt.of(14);
        }
        if (version.atLeast(8, 6)) {
            return OptionalInt.of(13);
        }
        if (version.atLeast(7, 4)) {
            return OptionalInt.of(12);
        }
        if (version.atLeast(7, 2)) {
            return OptionalInt.of(LAST_COMMON);
        }
        return OptionalInt.of(version.atLeast(7, 0) ? 10 : 9);
    }

    private static int number(String magic) {
        String digits = magic.replaceFirst("^(REDIS|VALKEY)", "");
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : -1;
    }
}
