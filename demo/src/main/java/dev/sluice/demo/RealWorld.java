package dev.sluice.demo;

import dev.sluice.demo.report.Evidence;
import dev.sluice.proof.Endpoint;
import dev.sluice.proof.check.HistoryVerifier;
import dev.sluice.proof.dataset.DataLoader;
import dev.sluice.proof.dataset.DataSpec;
import dev.sluice.proof.dataset.DatasetComparison;
import dev.sluice.proof.dataset.DatasetImage;
import dev.sluice.proof.dataset.DatasetReader;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.FactKeys;
import dev.sluice.proof.load.LoadGroup;
import dev.sluice.proof.load.LoadMeter;
import dev.sluice.proof.load.LoadOptions;
import dev.sluice.proof.measure.PauseMeter;
import dev.sluice.proof.measure.Window;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Real servers, real data, real clients. */
final class RealWorld implements World {
    private static final FactKeys KEYS = new FactKeys("demo");
    private static final int LARGE_ELEMENTS = 10_000;
    private static final long SEED = 1;

    private final DemoOptions options;
    private final Cleanup cleanup;
    private DemoServer source = DemoServer.NONE;
    private DemoServer target = DemoServer.NONE;
    private DatasetImage loaded = new DatasetImage(Map.of(), 0);
    private List<ClientHistory> histories = List.of();
    private volatile @Nullable LoadGroup group;

    RealWorld(DemoOptions options, Cleanup cleanup) {
        this.options = options;
        this.cleanup = cleanup;
    }

    @Override
    public Servers open() throws DemoException {
        source = DemoServer.open(options.sourceUri(), options.sourceBinary(), "6.2", cleanup);
        target = DemoServer.open(options.targetUri(), options.targetBinary(), "7.0", cleanup);
        source.requireEmpty("source");
        target.requireEmpty("target");
        return new Servers(
                source.uri(),
                target.uri(),
                source.identity(),
                target.identity(),
                "ports " + source.endpoint().port() + " and "
                        + target.endpoint().port());
    }

    @Override
    public long load(LongConsumer progress) {
        DataSpec spec = new DataSpec(options.keys(), DemoOptions.DATABASES, LARGE_ELEMENTS, SEED);
        return DataLoader.load(source.endpoint(), spec, progress);
    }

    @Override
    public void remember(LongConsumer progress) {
        loaded = DatasetReader.read(source.endpoint(), "*", progress);
    }

    @Override
    public void atEnd(String what, Runnable end) {
        cleanup.add(what, end);
    }

    @Override
    public void startClients(InetSocketAddress proxy) {
        Endpoint direct = source.endpoint();
        Endpoint through =
                new Endpoint(proxy.getHostString(), proxy.getPort(), direct.user(), direct.password(), false);
        int each = Math.max(1, options.operationsPerSecond() / options.clients());
        LoadOptions load =
                new LoadOptions(options.clients(), DemoOptions.BYPASS_CLIENTS, DemoOptions.DATABASES, each, KEYS, SEED);
        LoadGroup started = LoadGroup.start(through, direct, load);
        cleanup.add("clients", started::close);
        group = started;
    }

    @Override
    public Traffic traffic() {
        LoadGroup running = group;
        if (running == null) {
            return Traffic.NONE;
        }
        LoadMeter meter = running.meter();
        return new Traffic(meter.acknowledged(), meter.errors(), meter.opened(), meter.dropped(), meter.messages());
    }

    @Override
    public long keysAtTarget() {
        return target.keys();
    }

    @Override
    public void stopClients() {
        LoadGroup running = group;
        if (running != null) {
            histories = running.stop();
        }
    }

    @Override
    public Evidence verify(List<Window> holds, LongConsumer progress) {
        DatasetImage found =
                DatasetReader.read(target.endpoint(), "*", progress).without(FactKeys.PREFIX);
        return new Evidence(
                HistoryVerifier.verify(target.endpoint(), KEYS, histories),
                DatasetComparison.compare(loaded, found),
                PauseMeter.measure(histories, holds));
    }
}
