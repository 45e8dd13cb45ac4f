/**
 * CRDT entities: the eight types as immutable values, and the protocol that tells their changes.
 */
@NullMarked
package io.cloudstate.tck.model.support.crdt;

import org.jspecify.annotations.NullMarked;
