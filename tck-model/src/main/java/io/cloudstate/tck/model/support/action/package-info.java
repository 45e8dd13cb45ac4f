/**
 * Actions in the support layer: what an author writes, and the protocol's four rpcs that call it.
 */
@NullMarked
package io.cloudstate.tck.model.support.action;

import org.jspecify.annotations.NullMarked;
