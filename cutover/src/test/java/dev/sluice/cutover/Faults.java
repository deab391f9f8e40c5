package dev.sluice.cutover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What goes wrong at each call, and the trace of the calls that change something. */
final class Faults {
    final List<String> trace = new ArrayList<>();
    private final Map<String, Fault> planned = new HashMap<>();
    private Function<String, Fault> random = point -> Fault.NONE;

    /** From now on this call ends so, until healed. */
    void plan(String point, Fault fault) {
        planned.put(point, fault);
    }

    void heal() {
        planned.clear();
        random = point -> Fault.NONE;
    }

    void random(Function<String, Fault> choice) {
        random = choice;
    }

    Fault at(String point) {
        return planned.getOrDefault(point, random.apply(point));
    }

    /** For places that can only crash. */
    void crashPoint(String point) {
        if (at(point) == Fault.CRASH_BEFORE) {
            throw new Crash(point);
        }
    }

    void record(String call) {
        trace.add(call);
    }

    enum Fault {
        NONE,
        FAIL_BEFORE,
        FAIL_AFTER,
        HANG_BEFORE,
        HANG_AFTER,
        CRASH_BEFORE,
        CRASH_AFTER
    }

    /** The process ends here: an Error, so that nothing of the coordinator can catch it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String point) {
            super("crash at " + point);
        }
    }

    /** The call does not come back. */
    static final class Hang extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
