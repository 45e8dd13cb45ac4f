/** The CRDT part of the model service: what its commands do, in terms of the support layer. */
@NullMarked
package io.cloudstate.tck.model.service.crdt;

import org.jspecify.annotations.NullMarked;
