/**
 * The reference proxy, which shows how a Cloudstate proxy must behave, put together: routing leads
 * what comes to its front to entities and actions, and eventing brings actions what these persist.
 */
@NullMarked
package io.cloudstate.tck.model.proxy;

import org.jspecify.annotations.NullMarked;
