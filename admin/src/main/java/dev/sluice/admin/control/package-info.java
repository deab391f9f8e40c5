/**
 * The control port. Bytes become {@link dev.sluice.admin.control.Request}s in the
 * {@link dev.sluice.admin.control.RequestDecoder}, the {@link dev.sluice.admin.control.ControlSession} takes them one at a
 * time in their order, a {@link dev.sluice.admin.control.Verb} names what is asked, and a
 * {@link dev.sluice.admin.control.Reply} goes back in the RESP version of the session.
 */
@NullMarked
package dev.sluice.admin.control;

import org.jspecify.annotations.NullMarked;
