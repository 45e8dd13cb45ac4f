/** Subscriptions to event logs: who gets which event, and again until it is taken. */
@NullMarked
package io.cloudstate.tck.model.proxy.eventing;

import org.jspecify.annotations.NullMarked;
