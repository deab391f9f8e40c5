package dev.sluice.app.faulty.cutover.api;

import dev.sluice.app.faulty.cutover.Coordinator;

/** Closes the cycle. */
public interface Migration {
    Coordinator coordinator();
}
