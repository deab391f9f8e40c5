package dev.sluice.proxy.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of CLIENT LIST and CLIENT KILL: {@code ID 1 2 TYPE normal NOT-USER bob...}. All must hold. Whether a server
 * of this version knows a condition, and its error when it does not, is the node's to say. Immutable.
 */
public final class ClientFilter {
    private static final String NOT = "NOT-";

    private final List<Condition> conditions;
    private final boolean understood;

    private record Condition(String word, List<String> values, boolean negated) {}

    private ClientFilter(List<Condition> conditions, boolean understood) {
        this.conditions = List.copyOf(conditions);
        this.understood = understood;
    }

    /** @return null when the words are not pairs of a condition and its value (ID may have several) */
    static @Nullable ClientFilter parse(List<String> words) {
        List<Condition> conditions = new ArrayList<>();
        boolean understood = true;
        int at = 0;
        while (at < words.size()) {
            String option = words.get(at++).toUpperCase(Locale.ROOT);
            boolean negated = option.startsWith(NOT);
            String word = negated ? option.substring(NOT.length()) : option;
            int end = word.equals("ID") ? endOfIds(words, at) : at + 1;
            if (end > words.size() || end == at) {
                return null;
            }
            List<String> values = List.copyOf(words.subList(at, end));
            at = end;
            understood &= Conditions.known(word, values);
            conditions.add(new Condition(word, values, negated));
        }
        return new ClientFilter(conditions, understood);
    }

    private static int endOfIds(List<String> words, int from) {
        int end = from;
        while (end < words.size() && Numbers.isInteger(words.get(end))) {
            end++;
        }
        return end;
    }

    /**
     * Whether a session meets every condition; false when there is one whose meaning is not known here.
     *
     * @param selfId of the session that asks, which SKIPME leaves out
     */
    boolean matches(SessionCard card, long selfId, long nowMillis) {
        return matches(field -> SessionFields.value(card, field, nowMillis), card.id() == selfId);
    }

    /** Whether a client that the node told of, other than the one that asks, meets every condition that is known here. */
    boolean matches(ClientLine line) {
        return matches(line::field, false);
    }

    private boolean matches(Conditions.Fields fields, boolean self) {
        return understood
                && conditions.stream()
                        .allMatch(condition ->
                                Conditions.holds(condition.word, condition.values, fields, self) != condition.negated);
    }

    /** Whether the word is among the conditions, not negated. */
    boolean has(String word) {
        return conditions.stream().anyMatch(condition -> !condition.negated && condition.word.equals(word));
    }

    /** Whether there is nothing but one {@code ID}. */
    boolean isOnlyIds() {
        return conditions.size() == 1 && has("ID");
    }

    /** The ids asked for, in the order given. */
    List<Long> ids() {
        return conditions.stream()
                .filter(condition -> !condition.negated && condition.word.equals("ID"))
                .flatMap(condition -> condition.values.stream())
                .map(id -> Numbers.parse(id, 0))
                .toList();
    }
}
