/** The client port: gRPC, gRPC-Web, HTTP with JSON, and reflection, all of which end in calls. */
@NullMarked
package io.cloudstate.tck.model.proxy.front;

import org.jspecify.annotations.NullMarked;
