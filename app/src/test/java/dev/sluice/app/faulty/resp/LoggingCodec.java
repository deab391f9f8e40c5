package dev.sluice.app.faulty.resp;

import dev.sluice.app.faulty.proxy.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two faults: it logs, and it knows a module above it. */
public final class LoggingCodec {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingCodec.class);

    private LoggingCodec() {}

    static void log(Session session) {
        LOG.info("{}", session);
    }
}
