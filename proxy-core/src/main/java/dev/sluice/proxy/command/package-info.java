/** What a command means to the session that sends it: a request's head goes in, a small int that says its kind comes out. */
@NullMarked
package dev.sluice.proxy.command;

import org.jspecify.annotations.NullMarked;
