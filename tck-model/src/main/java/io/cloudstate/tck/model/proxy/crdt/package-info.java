/** The reference proxy's part in CRDTs that is pure: what it keeps of one, and what it decides. */
@NullMarked
package io.cloudstate.tck.model.proxy.crdt;

import org.jspecify.annotations.NullMarked;
