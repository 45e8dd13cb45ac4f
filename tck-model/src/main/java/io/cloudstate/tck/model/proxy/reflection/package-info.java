/** Server reflection over the descriptors that a user function's spec brings along. */
@NullMarked
package io.cloudstate.tck.model.proxy.reflection;

import org.jspecify.annotations.NullMarked;
