package dev.sluice.replication.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);

    @Test
    void containsEveryOffsetOfTheCurrentId() {
        assertThat(History.of(A).contains(new Position(A, 1_000_000))).isTrue();
        assertThat(History.of(A).contains(new Position(B, 0))).isFalse();
    }

    @Test
    void containsAFormerIdUpToItsEndOnly() {
        History history = History.of(A).continuedAs(B, 100);

        assertThat(history.replid()).isEqualTo(B);
        assertThat(history.contains(new Position(A, 100))).isTrue();
        assertThat(history.contains(new Position(A, 101))).isFalse();
        assertThat(history.contains(new Position(B, 101))).isTrue();
    }

    @Test
    void spansSeveralChangesAndForgetsTheOldest() {
        History history = History.of(A).continuedAs(B, 10);
        for (int i = 0; i < History.MAX_PREVIOUS; i++) {
            history = history.continuedAs(String.format("%040d", i), 20 + i);
        }

        assertThat(history.previous()).hasSize(History.MAX_PREVIOUS);
        assertThat(history.contains(new Position(B, 20))).isTrue();
        assertThat(history.contains(new Position(A, 10))).isFalse();
    }

    @Test
    void anIdThatComesBackIsCurrentAgain() {
        History history = History.of(A).continuedAs(B, 10).continuedAs(C, 20).continuedAs(B, 30);

        assertThat(history.contains(new Position(B, 40))).isTrue();
        assertThat(history.contains(new Position(C, 30))).isTrue();
        assertThat(history.contains(new Position(C, 31))).isFalse();
        assertThat(history.continuedAs(B, 50)).isEqualTo(history);
    }

    @Test
    void aReplicationIdHasFortyHexDigits() {
        assertThat(ReplicationIds.isValid(A)).isTrue();
        assertThat(ReplicationIds.isValid("?")).isFalse();
        assertThat(ReplicationIds.isValid("G".repeat(40))).isFalse();
        assertThatThrownBy(() -> new Position("?", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position(A, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
