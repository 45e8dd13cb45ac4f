/** Checks that the wire we compile, and the archive we hand out, are the wire contract. */
@NullMarked
package io.cloudstate.tck.protocol.contract;

import org.jspecify.annotations.NullMarked;
