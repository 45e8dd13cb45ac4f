/** The reference proxy: how a Cloudstate proxy must behave. */
@NullMarked
package io.cloudstate.tck.model.proxy;

import org.jspecify.annotations.NullMarked;
