package dev.sluice.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** This module's own part of the layers: app, which tests them for all that Sluice runs with, does not see it. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = load();

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKnowSluiceOnlyFromOutsideWhenItIsCompared() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.benchmarks.compare..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..")
                        .and(not(resideInAnyPackage("dev.sluice.benchmarks.compare..", "dev.sluice.testservers.."))))
                .because("what is compared is the runnable jar, beside other programs")
                .check(CLASSES);
    }

    private static JavaClasses load() {
        // Names of packages are all that the rules need; looking into every library takes most of a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.sluice.benchmarks");
    }
}
