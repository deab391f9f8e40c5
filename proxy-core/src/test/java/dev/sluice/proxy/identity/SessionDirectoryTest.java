package dev.sluice.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SessionDirectoryTest {
    private final SessionDirectory directory = new SessionDirectory();

    @Test
    void shouldKnowThoseThatAreThereInTheOrderInWhichTheyCame() {
        TestCard second = TestCard.of(2);
        TestCard first = TestCard.of(1);
        directory.add(second);
        directory.add(first);
        assertThat(directory.all()).containsExactly(first, second);
        assertThat(directory.byId(second.id())).isEqualTo(second);
        directory.remove(second.id());
        directory.remove(second.id());
        assertThat(directory.byId(second.id())).isNull();
        assertThat(directory.size()).isEqualTo(1);
    }

    @Test
    void shouldGiveNoIdTwiceAndNoneOfANode() {
        long id = directory.newId();
        assertThat(directory.newId()).isGreaterThan(id);
        assertThat(SessionDirectory.isVirtual(id)).isTrue();
        assertThat(SessionDirectory.isVirtual(id - 1)).isFalse();
    }

    @Test
    void shouldRefuseASecondSessionOfOneId() {
        directory.add(TestCard.of(1));
        assertThatThrownBy(() -> directory.add(TestCard.of(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1099511627777");
    }
}
