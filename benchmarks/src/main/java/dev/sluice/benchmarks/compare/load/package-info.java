/** Load goes out of here and its figures come back: redis-benchmark as a process, Jedis and Lettuce in this one. */
@NullMarked
package dev.sluice.benchmarks.compare.load;

import org.jspecify.annotations.NullMarked;
