package dev.sluice.replication.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.replication.link.PsyncReply.Kind;
import dev.sluice.replication.position.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PsyncReplyTest {
    private static final String ID = "f".repeat(40);

    @Test
    void readsWhatServersAnswer() {
        assertThat(PsyncReply.parse("+FULLRESYNC " + ID + " 42").start()).isEqualTo(new Position(ID, 42));
        assertThat(PsyncReply.parse("+CONTINUE").kind()).isEqualTo(Kind.CONTINUE);
        assertThat(PsyncReply.parse("+CONTINUE").replid()).isNull();
        assertThat(PsyncReply.parse("+CONTINUE " + ID).replid()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-NOMASTERLINK Can't SYNC while not connected with my master",
                "-LOADING Redis is loading the dataset in memory",
                "-ERR SYNC and PSYNC are invalid with pending output",
                "-ERR max number of clients reached"
            })
    void knowsWhatPassesByItself(String line) {
        assertThat(PsyncReply.parse(line).kind()).isEqualTo(Kind.RETRY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-NOPERM this user has no permissions to run the 'psync' command",
                "-ERR unknown command 'PSYNC'",
                "+FULLRESYNC short 1",
                "+FULLRESYNC ffffffffffffffffffffffffffffffffffffffff -1",
                "+FULLRESYNC ffffffffffffffffffffffffffffffffffffffff",
                "+CONTINUE short",
                "+DUALCHANNELSYNC",
                "hello"
            })
    void refusesTheRest(String line) {
        assertThat(PsyncReply.parse(line).kind()).isEqualTo(Kind.REFUSED);
    }
}
