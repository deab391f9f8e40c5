package dev.sluice.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The house as ARCHITECTURE.md draws it, as rules: modules by their packages under a root, and their arrows. */
final class House {
    private static final String NETTY = "io.netty..";
    private static final String LOGGING = "org.slf4j..";

    private final String root;

    House(String root) {
        this.root = root;
    }

    /** A module, by the name of its package below the root, and the modules that it may know. */
    record Module(String name, List<String> mayKnow) {
        static Module of(String name, String... mayKnow) {
            return new Module(name, List.of(mayKnow));
        }
    }

    List<Module> modules() {
        return List.of(
                Module.of("resp"),
                Module.of("config"),
                Module.of("node", "resp", "config"),
                Module.of("proxy", "node", "resp", "config"),
                Module.of("replication", "node", "resp", "config"),
                Module.of("cutover", "config"),
                Module.of("admin", "cutover", "resp", "config"),
                Module.of("testservers"),
                Module.of("proof"),
                Module.of("demo", "testservers", "proof"),
                Module.of("app", "admin", "demo", "cutover", "replication", "proxy", "node", "resp", "config"));
    }

    ArchRule noPackageCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** One rule per module: of all that is Sluice's it knows itself and what its arrows point to. */
    List<ArchRule> arrows() {
        List<ArchRule> rules = new ArrayList<>();
        for (Module module : modules()) {
            String[] known = Stream.concat(Stream.of(module.name()), module.mayKnow().stream())
                    .map(this::packages)
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(packages(module.name()))
                    .should()
                    .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(known))))
                    .because(module.name() + " may know only " + module.mayKnow()));
        }
        return rules;
    }

    /** What a module must do without. */
    List<ArchRule> abstentions() {
        return List.of(
                without("resp", LOGGING, "io.netty.channel..", "io.netty.handler.."),
                without("config", NETTY, LOGGING),
                without("cutover", NETTY),
                without("proof", NETTY));
    }

    private ArchRule without(String module, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private String packages(String module) {
        return root + "." + module + "..";
    }
}
