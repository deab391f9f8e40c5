package dev.sluice.cutover.preflight;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeFacts;

/** The facts of one reachable node with the names that checks on it carry. */
record Node(NodeRole role, NodeFacts facts) {

    /** {@code source.role}. */
    String check(String name) {
        return role.word() + "." + name;
    }

    String info(String field) {
        return facts.info().getOrDefault(field, "");
    }

    /** A number of INFO, or {@code otherwise} where the server does not tell it. */
    long infoNumber(String field, long otherwise) {
        return number(info(field), otherwise);
    }

    String config(String parameter) {
        return facts.config().getOrDefault(parameter, "");
    }

    long configNumber(String parameter, long otherwise) {
        return number(config(parameter), otherwise);
    }

    Version version() {
        return Version.parse(facts.version());
    }

    /** {@code valkey 8.0.1}. */
    String name() {
        return facts.family() + " " + facts.version();
    }

    private static long number(String text, long otherwise) {
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }
}
