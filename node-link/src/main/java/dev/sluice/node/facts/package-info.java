/**
 * What a node says of itself, read in one go for whoever has to judge it: version, INFO, settings, commands, keys, users, clock.
 * Nothing is judged here.
 */
@NullMarked
package dev.sluice.node.facts;

import org.jspecify.annotations.NullMarked;
