package dev.sluice.app.wiring;

/** Which Sluice this is. */
public final class Version {
    private Version() {}

    /** The jar's version, or {@code development} outside of one. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
