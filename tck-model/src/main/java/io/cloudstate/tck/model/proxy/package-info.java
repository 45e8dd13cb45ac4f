/** The reference proxy: how a Cloudstate proxy must behave, for event sourced entities so far. */
@NullMarked
package io.cloudstate.tck.model.proxy;

import org.jspecify.annotations.NullMarked;
