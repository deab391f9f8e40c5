/** What is measured side by side: the server itself and proxies before it, each a process of its own, started and ended here. */
@NullMarked
package dev.sluice.benchmarks.compare.peer;

import org.jspecify.annotations.NullMarked;
