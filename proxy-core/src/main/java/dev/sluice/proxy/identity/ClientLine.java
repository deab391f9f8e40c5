package dev.sluice.proxy.identity;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of CLIENT LIST or CLIENT INFO: fields {@code name=value} between blanks, in the order of the server that wrote them.
 * Names and values hold the bytes as Latin-1 characters, so that what is not touched goes back as it came. Immutable.
 */
public final class ClientLine {
    private final String text;
    private final List<String> pairs;

    private ClientLine(String text) {
        this.text = text;
        this.pairs = List.of(text.split(" ", -1));
    }

    static ClientLine parse(String text) {
        return new ClientLine(text);
    }

    /** The value of a field; null when this server does not write that field. */
    public @Nullable String field(String name) {
        for (String pair : pairs) {
            if (pair.length() > name.length() && pair.charAt(name.length()) == '=' && pair.startsWith(name)) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    /** The id that the node gave; 0 when there is none to be read. */
    public long id() {
        String id = field("id");
        return id == null ? 0 : Numbers.parse(id, 0);
    }

    /** The client's address as the node sees it; for a lane, that of Sluice's end of it. */
    public String address() {
        String address = field("addr");
        return address == null ? "" : address;
    }

    /**
     * This line, said of a session.
     *
     * @param keepCommand whether {@code cmd} stays as the node wrote it
     */
    ClientLine of(SessionCard card, boolean keepCommand, long nowMillis) {
        boolean subcommands = field("ssub") != null;
        Stream<String> changed = pairs.stream().map(pair -> {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = keepCommand && name.equals("cmd") ? null : SessionFields.value(card, name, nowMillis);
            if (value == null || equals < 0) {
                return pair;
            }
            return name + "=" + (name.equals("cmd") && !subcommands ? container(value) : value);
        });
        return new ClientLine(String.join(" ", changed.toList()));
    }

    /** Servers before 7.0, which know no shard channels either, write the container's name alone. */
    private static String container(String command) {
        int bar = command.indexOf('|');
        return bar < 0 ? command : command.substring(0, bar);
    }

    /** As it stands in the reply, without its line end. */
    String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
