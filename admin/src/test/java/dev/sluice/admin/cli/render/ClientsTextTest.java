package dev.sluice.admin.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.clients.ClientRow;
import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.view.ClientsView;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientsTextTest {
    private static Tree answer(int limit) {
        return Tree.of(ClientsView.of(Samples.clients(), false, limit, Samples.NOW_MILLIS));
    }

    @Test
    void shouldShowTheClientsAsATable() {
        assertThat(ClientsText.of(answer(100), false, Style.PLAIN)).isEqualTo("""
                        id            address              name                   user    db v lane        out age idle
                        1099511627779 10.1.2.3:40003       worker-17-of-the-queue default  0 3 blocked       1 40m   7s
                        1099511627778 [2001:db8::17]:40002                        default  0 2 transaction   0 12m   7s
                        1099511627777 10.1.2.3:40001       orders                 default  0 3 shared        2  1m   7s
                        1099511627780 10.1.2.3:40004       orders                 default  0 2 shared        0  1h   7s

                        clients  4: 2 own, 2 shared
                        pinned   1 blocked, 1 transaction
                        """);
    }

    @Test
    void shouldFitATerminal() {
        assertThat(ClientsText.of(answer(2), true, Style.PLAIN)).isEqualTo("""
                        id            address              name    user    db v lane        out age idle
                        1099511627779 10.1.2.3:40003       worker~ default  0 3 blocked       1 40m   7s
                        1099511627778 [2001:db8::17]:40002         default  0 2 transaction   0 12m   7s
                        ... and 2 more (--limit)

                        clients  4: 2 own, 2 shared
                        pinned   1 blocked, 1 transaction
                        """);
    }

    @Test
    void shouldNotBeWiderThanATerminalWhateverIsInIt() {
        List<ClientRow> rows = List.of(new ClientRow(
                (1L << 40) + 100_000,
                "255.255.255.255:65535",
                "n".repeat(60),
                "u".repeat(60),
                15,
                3,
                "own",
                "unreadable-state",
                1024,
                0,
                Samples.NOW_MILLIS - 3_599_000));
        Tree answer = Tree.of(ClientsView.of(rows, false, 1, Samples.NOW_MILLIS));
        assertThat(ClientsText.of(answer, true, Style.PLAIN).lines()).allMatch(line -> line.length() <= Page.WIDTH);
    }

    @Test
    void shouldSayThatThereIsNobody() {
        Tree nobody = Tree.of(ClientsView.of(List.of(), false, 1, Samples.NOW_MILLIS));
        assertThat(ClientsText.of(nobody, true, Style.COLOURED)).isEqualTo("clients  0\npinned   none\n");
    }
}
