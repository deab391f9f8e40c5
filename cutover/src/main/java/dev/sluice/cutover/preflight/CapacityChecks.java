package dev.sluice.cutover.preflight;

/** Whether what is in the source finds room at the target. */
final class CapacityChecks {
    /** Share of the target's memory above which there is little left to grow into. */
    private static final double TIGHT = 0.8;

    private CapacityChecks() {}

    static void check(Findings findings, Node source, Node target) {
        databases(findings, source, target);
        memory(findings, source, target);
        clients(findings, source, target);
    }

    private static void databases(Findings findings, Node source, Node target) {
        long here = source.configNumber("databases", -1);
        long there = target.configNumber("databases", -1);
        if (here < 0 || there < 0) {
            findings.fail("databases", "the number of databases is not told", "let Sluice's user run CONFIG GET");
            return;
        }
        findings.require(
                there >= here,
                "databases",
                "source " + here + ", target " + there,
                "a SELECT that fails at the target would put writes into the wrong database: raise databases there");
    }

    private static void memory(Findings findings, Node source, Node target) {
        long used = source.infoNumber("used_memory", -1);
        long limit = target.configNumber("maxmemory", 0);
        long room = limit > 0 ? limit : target.infoNumber("total_system_memory", 0);
        String found =
                "source uses " + used + " bytes, target may use " + (room > 0 ? room : "any number of") + " bytes";
        if (used < 0) {
            findings.warn(
                    "target.memory", "used_memory of the source is not told", "compare the memory of both yourself");
        } else if (room > 0 && used > room) {
            findings.fail("target.memory", found, "give the target more memory, or raise its maxmemory");
        } else if (room > 0 && used > room * TIGHT) {
            findings.warn("target.memory", found, "there is little room left to grow");
        } else {
            findings.ok("target.memory", found);
        }
    }

    private static void clients(Findings findings, Node source, Node target) {
        long connected = source.infoNumber("connected_clients", 0);
        long allowed = target.configNumber("maxclients", Long.MAX_VALUE);
        if (connected > allowed) {
            findings.fail(
                    "target.maxclients",
                    connected + " clients at the source, the target takes " + allowed,
                    "raise maxclients at the target");
        } else {
            findings.ok("target.maxclients", connected + " clients at the source");
        }
    }
}
