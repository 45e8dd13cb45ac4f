/** Judges a scenario by what was seen: pure, the same live and from a stored trace. */
@NullMarked
package io.cloudstate.tck.runner.judge;

import org.jspecify.annotations.NullMarked;
