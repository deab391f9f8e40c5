package dev.sluice.node.control;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.concurrent.TimeUnit;

/** The few threads that all control connections of a process share. */
public final class ControlResources implements AutoCloseable {
    private static final int THREADS = 2;
    private static final long SHUTDOWN_SECONDS = 2;

    static {
        // Lettuce records events for Java Flight Recorder, which takes 0.2 s of the start to come up, and warns about
        // every
        // transport that it does not take. Its settings are system properties, read when its classes are initialised.
        System.getProperties().putIfAbsent("io.lettuce.core.jfr", "false");
        System.getProperties().putIfAbsent("io.lettuce.core.iouring", "false");
    }

    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            // Names are resolved as the dialer does it, so that both reach the same node.
            .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
            .build();

    ClientResources lettuce() {
        return resources;
    }

    /** Ends the threads; clients made with these are of no use afterwards. Waits up to 2 s. */
    @Override
    public void close() {
        resources
                .shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }
}
