/** The client port: gRPC, gRPC-Web and HTTP with JSON become calls, and reflection is answered. */
@NullMarked
package io.cloudstate.tck.model.proxy.front;

import org.jspecify.annotations.NullMarked;
