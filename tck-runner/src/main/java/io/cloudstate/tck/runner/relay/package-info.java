/**
 * Passes on what comes in at a port, byte by byte: what stands between the kit and a network that
 * it is not on.
 */
@NullMarked
package io.cloudstate.tck.runner.relay;

import org.jspecify.annotations.NullMarked;
