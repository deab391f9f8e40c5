package dev.sluice.proxy.session;

import dev.sluice.config.LaneMode;
import dev.sluice.config.LimitsSettings;
import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.identity.SessionDirectory;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.proxy.script.ScriptRecord;
import dev.sluice.resp.RespLimits;
import java.util.function.LongSupplier;

/**
 * What every session uses. Shared by all of them; any thread.
 *
 * @param clock nanoseconds of a clock that only goes forward
 */
public record SessionTools(
        LimitsSettings limits,
        LaneMode lanes,
        CommandClassifier classifier,
        LaneDialer dialer,
        ProxyMetrics metrics,
        BufferBudget buffers,
        SessionDirectory directory,
        ScriptRecord scripts,
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
}
