/** Knows how a target is reached: parses it, starts it, waits until it serves, and ends it. */
@NullMarked
package io.cloudstate.tck.runner.deploy;

import org.jspecify.annotations.NullMarked;
