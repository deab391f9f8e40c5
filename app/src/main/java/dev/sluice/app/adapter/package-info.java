/**
 * Thin adapters that join the modules: what {@code cutover} declares as its needs, in terms of {@code proxy-core},
 * {@code replicator} and {@code node-link}. They translate words and decide nothing.
 */
@NullMarked
package dev.sluice.app.adapter;

import org.jspecify.annotations.NullMarked;
