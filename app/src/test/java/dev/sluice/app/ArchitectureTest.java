package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layering is a test, not a picture. The rules are in {@link House}; a small house with faults shows that they bite. */
class ArchitectureTest {
    private static final String FAULTY_ROOT = "dev.sluice.app.faulty";

    private static final House HOUSE = new House("dev.sluice");
    private static final House FAULTY_HOUSE = new House(FAULTY_ROOT);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");
    private static final JavaClasses FAULTY_CLASSES = new ClassFileImporter().importPackages(FAULTY_ROOT);

    @Test
    void shouldSeeEveryModule() {
        assertThat(HOUSE.modules())
                .allSatisfy(module -> assertThat(CLASSES.containPackage("dev.sluice." + module.name()))
                        .as(module.name())
                        .isTrue());
        assertThat(topLevelPackages())
                .containsExactlyInAnyOrderElementsOf(
                        HOUSE.modules().stream().map(House.Module::name).toList());
    }

    @Test
    void shouldHaveNoPackageCycles() {
        HOUSE.noPackageCycles().check(CLASSES);
    }

    static Stream<ArchRule> layers() {
        return Stream.concat(HOUSE.arrows().stream(), HOUSE.abstentions().stream());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shouldKeepTheLayers(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void shouldTreatEveryPackageAsNullMarked() {
        assertThat(notNullMarked(CLASSES, "dev.sluice")).isEmpty();
    }

    @Test
    void shouldFindTheFaultsOfAFaultyHouse() {
        assertThatThrownBy(() -> FAULTY_HOUSE.noPackageCycles().check(FAULTY_CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
        assertThat(broken(FAULTY_HOUSE.arrows()))
                .anySatisfy(message -> assertThat(message).contains("cutover may know only [config]"))
                .anySatisfy(message -> assertThat(message).contains("resp may know only []"))
                .hasSize(2);
        assertThat(broken(FAULTY_HOUSE.abstentions()))
                .singleElement()
                .asString()
                .contains("org.slf4j.Logger");
        assertThat(notNullMarked(FAULTY_CLASSES, FAULTY_ROOT))
                .containsExactlyInAnyOrder(
                        FAULTY_ROOT + ".resp",
                        FAULTY_ROOT + ".proxy",
                        FAULTY_ROOT + ".cutover",
                        FAULTY_ROOT + ".cutover.api");
    }

    private static List<String> broken(List<ArchRule> rules) {
        List<String> messages = new ArrayList<>();
        for (ArchRule rule : rules) {
            try {
                rule.allowEmptyShould(true).check(FAULTY_CLASSES);
            } catch (AssertionError e) {
                messages.add(String.valueOf(e.getMessage()));
            }
        }
        return messages;
    }

    private static Stream<String> topLevelPackages() {
        return CLASSES.getPackage("dev.sluice").getSubpackages().stream().map(JavaPackage::getRelativeName);
    }

    /** Packages with classes whose package-info is missing or lacks the annotation. */
    private static List<String> notNullMarked(JavaClasses classes, String root) {
        return classes.getPackage(root).getSubpackagesInTree().stream()
                .filter(each -> !each.getClasses().isEmpty())
                .filter(each -> each.tryGetPackageInfo()
                        .map(info -> !info.isAnnotatedWith(NullMarked.class))
                        .orElse(true))
                .map(JavaPackage::getName)
                .toList();
    }
}
