package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;
import java.util.Optional;

/** What a service says in one frame of an entity's stream, whatever the entity type. */
sealed interface Heard {

  /**
   * A command's outcome.
   *
   * @param flaw what is wrong with it beside its id and its client action
   */
  record Reply(
      long commandId,
      ClientAction action,
      List<SideEffect> effects,
      Change change,
      Optional<String> flaw)
      implements Heard {}

  /** The stream has failed. */
  record StreamFailure(String description) implements Heard {}

  /** An empty frame. */
  record Nothing() implements Heard {}
}
