/** The reference proxy: how a Cloudstate proxy must behave, put together of the parts beneath. */
@NullMarked
package io.cloudstate.tck.model.proxy;

import org.jspecify.annotations.NullMarked;
