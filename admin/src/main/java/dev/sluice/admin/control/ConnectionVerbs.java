package dev.sluice.admin.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verbs about the connection itself, answered at once on its event loop, in the servers' own words. */
final class ConnectionVerbs {
    private static final Reply WRONGPASS =
            new Reply.Failure("WRONGPASS", "invalid username-password pair or user is disabled.");
    private static final int MAX_NAME = 64;

    private final Passwords passwords;
    private final String version;

    /** @param version of Sluice, told by HELLO */
    ConnectionVerbs(Passwords passwords, String version) {
        this.passwords = passwords;
        this.version = version;
    }

    Reply ping(Arguments arguments) {
        if (arguments.left() > 1) {
            throw arguments.wrongNumber();
        }
        String message = arguments.nextOrNull();
        return message == null ? new Reply.Status("PONG") : new Reply.Value(message);
    }

    Reply auth(SessionState session, Arguments arguments) {
        int given = arguments.left();
        if (given != 1 && given != 2) {
            throw arguments.wrongNumber();
        }
        if (given == 1 && !passwords.set()) {
            return Reply.Failure.error("AUTH <password> called without any password configured for the default user. "
                    + "Are you sure your configuration is correct?");
        }
        String user = given == 2 ? arguments.next() : "default";
        return login(session, user, arguments.next());
    }

    private Reply login(SessionState session, String user, String password) {
        Role role = passwords.check(user, password);
        if (role == Role.NOBODY) {
            return WRONGPASS;
        }
        session.authenticated(role);
        return Reply.OK;
    }

    Reply hello(SessionState session, Arguments arguments) {
        int protocol = session.protocol();
        String asked = arguments.nextOrNull();
        if (asked != null) {
            if (!asked.matches("\\d{1,9}")) {
                return Reply.Failure.error("Protocol version is not an integer or out of range");
            }
            protocol = Integer.parseInt(asked);
            if (protocol != 2 && protocol != 3) {
                return new Reply.Failure("NOPROTO", "unsupported protocol version");
            }
        }
        @Nullable Reply refused = helloOptions(session, arguments);
        if (refused != null) {
            return refused;
        }
        session.protocol(protocol);
        return new Reply.Value(greeting(session));
    }

    /** Returns the error, or null when all options took effect. */
    private @Nullable Reply helloOptions(SessionState session, Arguments arguments) {
        @Nullable String name = null;
        @Nullable String user = null;
        @Nullable String password = null;
        while (arguments.left() > 0) {
            if (arguments.left() >= 3 && arguments.takes("AUTH")) {
                user = arguments.next();
                password = arguments.next();
            } else if (arguments.left() >= 2 && arguments.takes("SETNAME")) {
                name = arguments.next();
            } else {
                return Reply.Failure.error("Syntax error in HELLO option '" + Words.quotable(arguments.next()) + "'");
            }
        }
        if (user != null && password != null) {
            if (login(session, user, password) != Reply.OK) {
                return WRONGPASS;
            }
        } else if (session.role() == Role.NOBODY) {
            return new Reply.Failure(
                    "NOAUTH",
                    "HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH "
                            + "<user> <pass> option can be used to authenticate the client and select the RESP "
                            + "protocol version at the same time");
        }
        return name == null ? null : failureOf(setName(session, name));
    }

    private static @Nullable Reply failureOf(Reply reply) {
        return reply == Reply.OK ? null : reply;
    }

    private Map<String, Object> greeting(SessionState session) {
        Map<String, Object> greeting = new LinkedHashMap<>();
        greeting.put("server", "sluice");
        greeting.put("version", version);
        greeting.put("proto", session.protocol());
        greeting.put("id", session.id());
        greeting.put("mode", "standalone");
        greeting.put("role", "master");
        greeting.put("modules", List.of());
        return greeting;
    }

    Reply select(Arguments arguments) {
        String database = arguments.next();
        arguments.end();
        return database.equals("0") ? Reply.OK : Reply.Failure.error("DB index is out of range");
    }

    /** What client libraries send when they connect. */
    Reply client(SessionState session, Arguments arguments) {
        if (arguments.takes("SETNAME")) {
            return setName(session, arguments.next());
        }
        if (arguments.takes("SETINFO")) {
            return Reply.OK;
        }
        if (arguments.takes("GETNAME")) {
            return new Reply.Value(session.name());
        }
        if (arguments.takes("ID")) {
            return new Reply.Value(session.id());
        }
        throw arguments.unknown();
    }

    private static Reply setName(SessionState session, String name) {
        if (name.length() > MAX_NAME || !name.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Reply.Failure.error("Client names cannot contain spaces, newlines or special characters.");
        }
        session.name(name);
        return Reply.OK;
    }

    /** redis-cli asks for COMMAND DOCS when it starts: nothing to tell. */
    Reply command(Arguments arguments) {
        if (arguments.takes("DOCS")) {
            return new Reply.Value(Map.of());
        }
        return new Reply.Value(arguments.takes("COUNT") ? 0L : List.of());
    }
}
