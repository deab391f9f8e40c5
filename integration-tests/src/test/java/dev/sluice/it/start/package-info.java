/** What a start costs, as far as it can be counted. */
@org.jspecify.annotations.NullMarked
package dev.sluice.it.start;
