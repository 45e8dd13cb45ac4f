/**
 * What becomes of a command: the call that brings it, the service that it leads to, and the
 * effects, forward or reply that follow.
 */
@NullMarked
package io.cloudstate.tck.model.proxy.routing;

import org.jspecify.annotations.NullMarked;
