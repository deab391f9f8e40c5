package dev.sluice.proxy.session;

import dev.sluice.config.LimitsSettings;
import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.resp.RespLimits;
import java.util.function.LongSupplier;

/**
 * What every session uses. Shared by all of them; any thread.
 *
 * @param clock nanoseconds of a clock that only goes forward
 */
public record SessionTools(
        LimitsSettings limits,
        CommandClassifier classifier,
        LaneDialer dialer,
        ProxyMetrics metrics,
        LongSupplier clock) {

    RespLimits requestLimits() {
        return new RespLimits(
                limits.maxBulkBytes(),
                limits.maxElements(),
                limits.maxInlineBytes(),
                limits.maxDepth(),
                // The node knows who has authenticated and limits the others itself.
                limits.maxElements(),
                Integer.MAX_VALUE);
    }

    /** What a node answers is not limited but by what the protocol can say: the node has limits of its own. */
    RespLimits replyLimits() {
        return new RespLimits(Long.MAX_VALUE, Integer.MAX_VALUE, limits.maxInlineBytes(), limits.maxDepth(), 1, 1);
    }
}
