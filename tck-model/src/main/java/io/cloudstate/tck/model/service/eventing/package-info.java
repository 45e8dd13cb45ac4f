/** The event log part of the model service: entities that emit events, and who subscribes. */
@NullMarked
package io.cloudstate.tck.model.service.eventing;

import org.jspecify.annotations.NullMarked;
