package dev.sluice.proof.load;

import dev.sluice.proof.Endpoint;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One client: connects once, writes facts and reads its own writes until it is told to stop, its connection is lost, or, if
 * it goes around the proxy, the source refuses it.
 */
final class LoadClient implements Runnable {
    /** Every fifth client sends pipelines too. */
    private static final int PIPELINING = 5;

    private static final long STOP_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Endpoint endpoint;
    private final LoadOptions options;
    private final ClientHistory history;
    private final LoadMeter meter;
    private final BooleanSupplier stopped;
    private final SplittableRandom random;
    private final Map<Kind, Long> sequences = new EnumMap<>(Kind.class);

    LoadClient(
            Endpoint endpoint, LoadOptions options, ClientHistory history, LoadMeter meter, BooleanSupplier stopped) {
        this.endpoint = endpoint;
        this.options = options;
        this.history = history;
        this.meter = meter;
        this.stopped = stopped;
        this.random = new SplittableRandom(options.seed() * 31 + history.client());
    }

    ClientHistory history() {
        return history;
    }

    @Override
    public void run() {
        boolean resp3 = history.client() % 2 == 1;
        var style = new Endpoint.ConnectionStyle("load-" + history.client(), history.database(), resp3);
        try (Jedis jedis = endpoint.connect(style)) {
            meter.onOpened();
            work(new FactWriter(jedis, options.keys(), history.client(), random));
        } catch (JedisConnectionException e) {
            meter.onDropped(history.client(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // An error while connecting, or a reply that is not of the command's type: nothing after it can be trusted.
            meter.onError(history.client(), e.toString());
        }
    }

    private void work(FactWriter writer) {
        long interval =
                options.operationsPerSecond() == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / options.operationsPerSecond();
        // Clients that start together do not send together.
        long next = System.nanoTime() + (interval == 0 ? 0 : random.nextLong(interval));
        boolean goOn = true;
        while (goOn && !stopped.getAsBoolean()) {
            long wait = next - System.nanoTime();
            if (interval > 0 && wait > 0) {
                LockSupport.parkNanos(Math.min(wait, STOP_POLL_NANOS));
            } else {
                next += interval;
                goOn = step(writer);
            }
        }
    }

    private boolean step(FactWriter writer) {
        boolean pipeline = history.client() % PIPELINING == 0 && random.nextInt(10) == 0;
        return pipeline ? pipeline(writer) : one(writer, OperationMix.choose(random));
    }

    /** @return false when the client has to end */
    private boolean one(FactWriter writer, Kind kind) {
        long sequence =
                OperationMix.isShared(kind) ? OperationMix.sharedCounter(random, history.database()) : next(kind);
        long sent = System.nanoTime();
        try {
            long value = writer.apply(kind, sequence);
            record(kind, sequence, value, Outcome.ACKNOWLEDGED, sent);
            return true;
        } catch (JedisDataException e) {
            return failed(kind, sequence, sent, e);
        } catch (RuntimeException e) {
            record(kind, sequence, 0, Outcome.UNKNOWN, sent);
            throw e;
        }
    }

    private boolean pipeline(FactWriter writer) {
        List<Kind> kinds = List.of(Kind.LIST, Kind.COUNTER, Kind.APPEND, Kind.HASH, Kind.LIST, Kind.COUNTER);
        List<Long> numbers = new ArrayList<>();
        kinds.forEach(kind -> numbers.add(next(kind)));
        long sent = System.nanoTime();
        try {
            List<Object> replies = writer.applyPipelined(kinds, numbers);
            boolean goOn = true;
            for (int i = 0; i < kinds.size(); i++) {
                if (replies.get(i) instanceof JedisDataException error) {
                    goOn &= failed(kinds.get(i), numbers.get(i), sent, error);
                } else {
                    record(kinds.get(i), numbers.get(i), (Long) replies.get(i), Outcome.ACKNOWLEDGED, sent);
                }
            }
            return goOn;
        } catch (RuntimeException e) {
            for (int i = 0; i < kinds.size(); i++) {
                record(kinds.get(i), numbers.get(i), 0, Outcome.UNKNOWN, sent);
            }
            throw e;
        }
    }

    private boolean failed(Kind kind, long sequence, long sent, JedisDataException error) {
        String message = String.valueOf(error.getMessage());
        if (history.isBypass() && Refusal.isRefusal(message)) {
            record(kind, sequence, 0, Outcome.REFUSED, sent);
            meter.onRefused();
            return false;
        }
        record(kind, sequence, 0, Outcome.ERROR, sent);
        meter.onError(history.client(), kind + ": " + message);
        return true;
    }

    private void record(Kind kind, long sequence, long value, Outcome outcome, long sent) {
        history.add(new Operation(kind, sequence, value, outcome, sent, System.nanoTime()));
        if (outcome == Outcome.ACKNOWLEDGED) {
            meter.onAcknowledged(1);
        }
    }

    private long next(Kind kind) {
        return sequences.merge(kind, 1L, Long::sum);
    }
}
