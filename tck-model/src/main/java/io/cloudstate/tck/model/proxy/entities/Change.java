package io.cloudstate.tck.model.proxy.entities;

import com.google.protobuf.Any;
import java.util.List;
import java.util.Optional;

/** What a reply says to persist. */
sealed interface Change {

  /** Nothing. */
  record None() implements Change {}

  /** Events, and perhaps the snapshot after them. */
  record Events(List<Any> events, Optional<Any> snapshot) implements Change {}

  /** A value entity's whole new state. */
  record Update(Any value) implements Change {}

  /** That a value entity has no state any more. */
  record Delete() implements Change {}
}
