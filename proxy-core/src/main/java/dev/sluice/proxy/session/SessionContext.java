package dev.sluice.proxy.session;

import dev.sluice.proxy.lane.Credentials;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection to another node must be given to be the same session: the state that the node confirmed, never what was
 * only asked for. Immutable.
 *
 * @param resp protocol version, 2 or 3
 * @param credentials of the last AUTH or HELLO that succeeded; null when the client never authenticated
 * @param db selected database
 * @param name CLIENT SETNAME; empty when there is none
 * @param modes further commands by name ({@code CLIENT SETINFO LIB-NAME}) with their arguments, in the order first given
 * @param opaque whether a change could not be followed (a value too long, or bytes that are not text)
 */
public record SessionContext(
        int resp,
        @Nullable Credentials credentials,
        int db,
        String name,
        Map<String, List<String>> modes,
        boolean opaque) {

    /** Of a connection that has said nothing yet. */
    public static final SessionContext INITIAL = new SessionContext(2, null, 0, "", Map.of(), false);

    /** Of a fresh connection that only authenticated as this one did. */
    public SessionContext credentialsOnly() {
        return credentials == null ? INITIAL : INITIAL.withCredentials(credentials);
    }

    SessionContext withResp(int version) {
        return new SessionContext(version, credentials, db, name, modes, opaque);
    }

    SessionContext withCredentials(Credentials given) {
        return new SessionContext(resp, given, db, name, modes, opaque);
    }

    SessionContext withDb(int selected) {
        return new SessionContext(resp, credentials, selected, name, modes, opaque);
    }

    SessionContext withName(String given) {
        return new SessionContext(resp, credentials, db, given, modes, opaque);
    }

    SessionContext withOpaque() {
        return new SessionContext(resp, credentials, db, name, modes, true);
    }

    SessionContext withMode(String command, List<String> arguments) {
        Map<String, List<String>> more = new LinkedHashMap<>(modes);
        more.put(command, List.copyOf(arguments));
        return new SessionContext(resp, credentials, db, name, Collections.unmodifiableMap(more), opaque);
    }

    /** Without a mode that was set before. */
    SessionContext withoutMode(String command) {
        Map<String, List<String>> fewer = new LinkedHashMap<>(modes);
        fewer.remove(command);
        return new SessionContext(resp, credentials, db, name, Collections.unmodifiableMap(fewer), opaque);
    }

    /** Whether client-side caching is on. */
    boolean tracking() {
        return modes.containsKey(TrackingMode.COMMAND);
    }

    /** Whether a mode is set that changes how the node treats the connection; what a library says of itself does not. */
    boolean hasModes() {
        for (String command : modes.keySet()) {
            if (!command.startsWith("CLIENT SETINFO")) {
                return true;
            }
        }
        return false;
    }

    /** After RESET: what the library says of itself and what it is capable of survive (networking.c, resetCommand). */
    SessionContext afterReset() {
        Map<String, List<String>> kept = new LinkedHashMap<>(modes);
        kept.keySet().removeIf(command -> !command.startsWith("CLIENT SETINFO") && !command.equals("CLIENT CAPA"));
        return new SessionContext(2, null, 0, "", Collections.unmodifiableMap(kept), opaque);
    }

    /** The user that the session acts as. */
    public String user() {
        return credentials == null ? Credentials.DEFAULT_USER : credentials.user();
    }
}
