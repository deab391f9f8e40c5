package dev.sluice.app.faulty.cutover;

import dev.sluice.app.faulty.cutover.api.Migration;
import dev.sluice.app.faulty.proxy.Session;

/** Two faults: it knows the proxy, and it and its child package know each other. */
public record Coordinator(Session session, Migration migration) {}
