package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One form of a command: a line of {@code traffic/commands.txt}, whose head says what may stand in it. */
final class Template {
    private static final Pattern PART = Pattern.compile("\\(([^()]*)\\)([?+])|(\\S+)");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final int MOST_REPEATS = 3;

    private final String line;

    Template(String line) {
        this.line = line;
    }

    /** The commands that it is a form of, in lower case. */
    List<String> names() {
        String first = BLANKS.split(line, 2)[0];
        return List.of(first.toLowerCase(java.util.Locale.ROOT).split("\\|", -1));
    }

    /** Its words for this command, name included. */
    List<String> fill(String name, Words words) {
        List<String> out = new ArrayList<>();
        Matcher part = PART.matcher(line);
        part.find();
        out.add(name.toUpperCase(java.util.Locale.ROOT));
        while (part.find()) {
            if (part.group(3) != null) {
                words.addTo(out, part.group(3));
            } else {
                int times = part.group(2).equals("?") ? words.below(2) : 1 + words.below(MOST_REPEATS);
                for (int i = 0; i < times; i++) {
                    for (String token : BLANKS.split(part.group(1), -1)) {
                        words.addTo(out, token);
                    }
                }
            }
        }
        return out;
    }
}
