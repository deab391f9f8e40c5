package dev.sluice.demo;

import dev.sluice.demo.report.DemoReport.Server;
import dev.sluice.demo.report.Evidence;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.dataset.DatasetComparison;
import dev.sluice.proof.measure.Window;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** A world without sockets: what is found in it is what a test puts there. */
final class FakeWorld implements World {
    final List<String> calls = new ArrayList<>();
    long lost;
    long dropped;
    int holds;

    @Override
    public Servers open() {
        return new Servers(
                "redis://a", "redis://b", new Server("redis", "6.2.7"), new Server("redis", "7.0.15"), "two");
    }

    @Override
    public long load(LongConsumer progress) {
        progress.accept(10);
        return 10;
    }

    @Override
    public void remember(LongConsumer progress) {
        calls.add("remember");
    }

    @Override
    public void atEnd(String what, Runnable end) {
        calls.add("at end " + what);
    }

    @Override
    public void startClients(InetSocketAddress proxy) {
        calls.add("clients");
    }

    @Override
    public Traffic traffic() {
        return new Traffic(100, 0, 7, dropped, List.of());
    }

    @Override
    public long keysAtTarget() {
        return 12;
    }

    @Override
    public void stopClients() {
        calls.add("stop clients");
    }

    @Override
    public Evidence verify(List<Window> windows, LongConsumer progress) {
        calls.add("verify");
        holds = windows.size();
        Verdict verdict = new Verdict(100, 2, 0, 0, lost, 0, 0, 0, 0, List.of());
        return new Evidence(verdict, new DatasetComparison(10, 0, 0, List.of()), Evidence.NONE.pause());
    }
}
