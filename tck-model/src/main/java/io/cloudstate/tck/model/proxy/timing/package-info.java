/** When the proxy does what it does: later, in turn, or again after a while. */
@NullMarked
package io.cloudstate.tck.model.proxy.timing;

import org.jspecify.annotations.NullMarked;
