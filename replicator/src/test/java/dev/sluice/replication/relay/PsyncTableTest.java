package dev.sluice.replication.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.replication.position.History;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.relay.PsyncTable.Answer;
import dev.sluice.replication.relay.PsyncTable.LaneView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spool holds bytes 101 to 200; up to 150 they were of history A, from there on of B. C is anybody's. */
class PsyncTableTest {
    private static final History HISTORY = History.of(id("A")).continuedAs(id("B"), 150);

    private static String id(String letter) {
        return letter.toLowerCase(Locale.ROOT).repeat(40);
    }

    private static PsyncRequest request(String id, long next) {
        return id.equals("?") ? PsyncRequest.FULL : new PsyncRequest(id(id), next);
    }

    private static LaneView lane(boolean snapshot, boolean refill) {
        return new LaneView(HISTORY, 101, 200, true, snapshot, refill, null);
    }

    @ParameterizedTest
    @CsvSource({
        // asks for | standby with a snapshot | standby without one | demoted node
        "B, 201, PARTIAL, PARTIAL, PARTIAL",
        "B, 101, PARTIAL, PARTIAL, PARTIAL",
        "A, 101, PARTIAL, PARTIAL, PARTIAL",
        "A, 151, PARTIAL, PARTIAL, PARTIAL",
        // beyond the end of a former id the bytes are others
        "A, 152, FULL, RECAPTURE, SILENCE",
        // ahead of a spool that lost its tail
        "B, 202, WAIT, WAIT, WAIT",
        // below the spool
        "B, 100, FULL, REWIND, REWIND",
        "A, 1, FULL, REWIND, REWIND",
        // an offset alone identifies nothing
        "C, 151, FULL, RECAPTURE, SILENCE",
        "C, 201, FULL, RECAPTURE, SILENCE",
        "?, -1, FULL, RECAPTURE, SILENCE",
    })
    void decides(String id, long next, Answer withSnapshot, Answer without, Answer demoted) {
        PsyncRequest request = request(id, next);

        assertThat(PsyncTable.decide(request, lane(true, true))).isEqualTo(withSnapshot);
        assertThat(PsyncTable.decide(request, lane(false, true))).isEqualTo(without);
        assertThat(PsyncTable.decide(request, lane(false, false))).isEqualTo(demoted);
        assertThat(PsyncTable.decide(request, lane(true, false)))
                .as("a demoted node is never given a snapshot, though there be one")
                .isEqualTo(demoted);
    }

    @ParameterizedTest
    @CsvSource({
        "C, 181, true, PARTIAL",
        "C, 181, false, WAIT",
        "C, 180, true, RECAPTURE",
        "C, 182, true, RECAPTURE",
        "?, -1, true, RECAPTURE",
    })
    void acceptsAPromotionAtExactlyOnePosition(String id, long next, boolean captureUp, Answer answer) {
        Position promoted = new Position(id("C"), 180);
        LaneView lane = new LaneView(HISTORY, 101, 200, captureUp, false, true, promoted);

        assertThat(PsyncTable.decide(request(id, next), lane)).isEqualTo(answer);
    }

    @Test
    void waitsForAHistoryThatIsNotKnownYet() {
        assertThat(PsyncTable.decide(PsyncRequest.FULL, unknown(true))).isEqualTo(Answer.WAIT);
        assertThat(PsyncTable.decide(PsyncRequest.FULL, unknown(false))).isEqualTo(Answer.SILENCE);
    }

    private static LaneView unknown(boolean refill) {
        @Nullable History none = null;
        return new LaneView(none, 0, -1, false, false, refill, null);
    }
}
