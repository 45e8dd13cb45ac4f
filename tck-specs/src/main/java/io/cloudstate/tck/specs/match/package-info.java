/** Patterns over protobuf messages: closed matching, building, and showing them as JSON. Pure. */
@NullMarked
package io.cloudstate.tck.specs.match;

import org.jspecify.annotations.NullMarked;
