package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;
import java.util.Optional;

/** Where the frames of one entity protocol hold what those of every protocol hold. */
interface Frames<I, O> {
  /** The command in a frame from the proxy. */
  Optional<Command> command(I frame);

  /** What a frame from the proxy says of an entity's persisted state, where that is user data. */
  default Optional<Any> state(I frame) {
    return Optional.empty();
  }

  /** The client action in a frame that replies. */
  Optional<ClientAction> action(O frame);

  /** The side effects in a frame; none where it is no reply. */
  List<SideEffect> effects(O frame);

  /** A reply with other side effects. */
  O withEffects(O reply, List<SideEffect> effects);
}
