/**
 * Scripts that clients leave at a node: bodies go in as they pass by, and come out for the node that is to serve next, because
 * script caches are not replicated.
 */
@NullMarked
package dev.sluice.proxy.script;

import org.jspecify.annotations.NullMarked;
