package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** docs/commands.md is public: every verb that HELP tells of stands there as it is written, with its role. */
class CommandsDocumentTest {
    @Test
    void shouldNameEveryVerbWithItsRole() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "commands.md"));

        assertThat(Arrays.stream(Verb.values()).filter(verb -> Verb.helpLines().contains(verb.usage())))
                .isNotEmpty()
                .allSatisfy(verb -> assertThat(page)
                        .contains("| `" + verb.usage().replace("|", "\\|") + "` | " + role(verb) + "|"));
    }

    private static String role(Verb verb) {
        return switch (verb.needs()) {
            case NOBODY -> "";
            case READ_ONLY -> "read-only ";
            case OPERATOR -> "operator ";
        };
    }
}
