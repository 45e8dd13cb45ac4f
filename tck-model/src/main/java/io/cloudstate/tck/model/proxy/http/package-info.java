/** The edges of the client port: what HTTP clients are owed beside what Armeria does for them. */
@NullMarked
package io.cloudstate.tck.model.proxy.http;

import org.jspecify.annotations.NullMarked;
