package dev.sluice.proof.dataset;

import java.util.Map;

/**
 * The images of the keys of a server.
 *
 * @param readAtMs the server's clock when the reading ended, in milliseconds since 1970
 */
public record DatasetImage(Map<KeyName, KeyImage> keys, long readAtMs) {}
