package dev.sluice.replication.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Forces a spool on the calling thread. */
public final class SyncedSpool {
    private SyncedSpool() {}

    public static void sync(Spool spool) {
        List<String> told = new ArrayList<>();
        new SpoolSync(spool, Runnable::run, Runnable::run).start(failure -> told.add(String.valueOf(failure)));
        assertThat(told).containsExactly("null");
    }
}
