/** What outlives an entity's streams, in memory: journals of events, and states. */
@NullMarked
package io.cloudstate.tck.model.proxy.persistence;

import org.jspecify.annotations.NullMarked;
