package dev.sluice.proxy.gate;

import java.util.Map;

/**
 * Sessions that were moved, by the word for what they were doing: {@code idle}, {@code held}, {@code transaction}, {@code
 * blocked}, {@code redialled}.
 */
public record SwitchReport(Map<String, Integer> moved) {}
