package dev.sluice.proxy.identity;

/**
 * What the client said of itself, and the node confirmed. Immutable.
 *
 * @param name of CLIENT SETNAME; empty for none
 * @param user that commands are run as
 * @param db selected database
 * @param resp protocol version, 2 or 3
 * @param libName of CLIENT SETINFO; empty for none
 * @param libVersion of CLIENT SETINFO; empty for none
 */
public record SessionProfile(String name, String user, int db, int resp, String libName, String libVersion) {

    /** Of a client that has said nothing. */
    public static final SessionProfile INITIAL = new SessionProfile("", "default", 0, 2, "", "");
}
