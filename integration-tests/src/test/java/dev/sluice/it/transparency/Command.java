package dev.sluice.it.transparency;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a client, before it is known which world it is sent in.
 *
 * @param words one char a byte; a word {@code \u0001N} stands for the id that the server gave to connection N
 */
record Command(Form form, List<String> words) {
    enum Form {
        ARRAY,
        INLINE,
        /** The only word is sent as it is: malformed input. */
        RAW,
        /** Refused by Sluice. The server it is compared with gets a command that it does not know instead. */
        REFUSED
    }

    private static final Command UNKNOWN = of("sluice.refused");

    private static final Pattern CLIENT_ID = Pattern.compile("\u0001(\\d+)");

    static Command of(String... words) {
        return new Command(Form.ARRAY, List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(Form.ARRAY, List.copyOf(words));
    }

    static Command raw(String bytes) {
        return new Command(Form.RAW, List.of(bytes));
    }

    static Command refused(String... words) {
        return new Command(Form.REFUSED, List.of(words));
    }

    static String clientId(int connection) {
        return "\u0001" + connection;
    }

    /** The name in lower case; empty for what is no command. */
    String name() {
        return form == Form.RAW || words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
    }

    /** Name and first argument as COMMAND writes a subcommand: {@code client|id}. */
    String fullName() {
        return words.size() < 2 ? name() : name() + "|" + words.get(1).toLowerCase(Locale.ROOT);
    }

    Command inline() {
        return new Command(Form.INLINE, words);
    }

    /** Whether one of its words is the id of a connection. */
    boolean namesClient() {
        return words.stream().anyMatch(word -> CLIENT_ID.matcher(word).matches());
    }

    /** What is sent to the server directly. */
    Command direct() {
        return form == Form.REFUSED ? UNKNOWN : this;
    }

    byte[] bytes(IntFunction<String> ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (form) {
            case RAW -> put(out, words.get(0));
            case INLINE -> put(out, String.join(" ", resolved(ids)) + "\r\n");
            case ARRAY, REFUSED -> {
                put(out, "*" + words.size() + "\r\n");
                resolved(ids).forEach(word -> put(out, "$" + word.length() + "\r\n" + word + "\r\n"));
            }
        }
        return out.toByteArray();
    }

    private List<String> resolved(IntFunction<String> ids) {
        return words.stream()
                .map(word -> {
                    Matcher matcher = CLIENT_ID.matcher(word);
                    return matcher.matches() ? ids.apply(Integer.parseInt(matcher.group(1))) : word;
                })
                .toList();
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public String toString() {
        return (form == Form.ARRAY ? "" : form.name().toLowerCase(Locale.ROOT) + " ")
                + Escaped.text(
                        String.join(" ", words.stream().map(Command::quoted).toList()));
    }

    private static String quoted(String word) {
        return word.isEmpty() || word.indexOf(' ') >= 0 ? '"' + word + '"' : word;
    }
}
