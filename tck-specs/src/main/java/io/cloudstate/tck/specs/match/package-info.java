/**
 * Patterns over protobuf messages: closed matching, building, and showing them as JSON, all pure.
 */
@NullMarked
package io.cloudstate.tck.specs.match;

import org.jspecify.annotations.NullMarked;
