/** The demo's result: what was found goes in, a judgement comes out, as text for a person and as JSON for a program. */
@NullMarked
package dev.sluice.demo.report;

import org.jspecify.annotations.NullMarked;
