package dev.sluice.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.resp.CommandHead;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Looking a command up is on the path of every request. */
class LookupAllocationTest {
    private static final int LOOKUPS = 20_000;

    @Test
    void shouldAllocateNothing() {
        CommandTable table = CommandTable.builtIn();
        CommandHead[] heads = {
            head("GET", "k"), head("xgroup", "SETID"), head("XINFO", "nothing"), head("JSON.GET", "k")
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long found = lookups(table, heads);

        long before = threads.getCurrentThreadAllocatedBytes();
        found += lookups(table, heads);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(found).as("known commands of each round").isEqualTo(2L * 2 * LOOKUPS);
        assertThat(allocated).as("bytes in %d lookups", LOOKUPS * heads.length).isLessThan(LOOKUPS);
    }

    private static long lookups(CommandTable table, CommandHead[] heads) {
        long known = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            for (CommandHead head : heads) {
                CommandSpec spec = table.lookup(head);
                if (spec.known() && spec.effect() == SessionEffect.NONE) {
                    known++;
                }
            }
        }
        return known;
    }

    private static CommandHead head(String... words) {
        ByteBuf request = Unpooled.buffer();
        RespWriter.command(request, words);
        FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
        scanner.scan(request, 0, request.writerIndex());
        return scanner.head();
    }
}
