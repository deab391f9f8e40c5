package dev.sluice.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/native-path.md: every rule names tests, one at least, and every test that it names exists. */
class NativePathDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern RULE = Pattern.compile("(?m)^## (\\d+)\\. ");
    private static final Pattern NAMED = Pattern.compile("(?m)^- `([\\w.]+)#(\\w+)`$");
    private static final int RULES = 15;

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/native-path.md"));
    }

    @Test
    void shouldNameATestForEachRule() throws IOException {
        List<String> numbers = new ArrayList<>();
        Matcher rule = RULE.matcher(page());
        while (rule.find()) {
            numbers.add(rule.group(1));
        }
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, RULES)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(page().split("(?m)^## ", -1))
                .allSatisfy(section -> assertThat(section).containsPattern(NAMED));
    }

    @Test
    void shouldNameOnlyTestsThatExist() throws IOException {
        Matcher named = NAMED.matcher(page());
        int found = 0;
        while (named.find()) {
            Pattern method = Pattern.compile(
                    "@(ParameterizedTest|Test|TestFactory|RepeatedTest)\\b(?:(?!;).)*?\\bvoid " + named.group(2)
                            + "\\(",
                    Pattern.DOTALL);
            assertThat(source(named.group(1))).as(named.group()).containsPattern(method);
            found++;
        }
        assertThat(found).isGreaterThan(RULES);
    }

    private static String source(String className) throws IOException {
        String path = "src/test/java/dev/sluice/" + className.replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> files = modules.map(module -> module.resolve(path))
                    .filter(Files::exists)
                    .toList();
            assertThat(files).as(className).hasSize(1);
            return Files.readString(files.get(0));
        }
    }
}
