/** Entities that live on streams to the service: event sourced ones, value entities, and CRDTs. */
@NullMarked
package io.cloudstate.tck.model.proxy.entities;

import org.jspecify.annotations.NullMarked;
