package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RespTypeTest {
    @Test
    void everyByteOpensItsTypeOrNone() {
        int known = 0;
        for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
            RespType type = RespType.ofMarker((byte) b);
            if (type != null) {
                assertThat(type.marker()).isEqualTo((byte) b);
                known++;
            }
        }
        assertThat(known).isEqualTo(RespType.values().length - 1);
    }
}
