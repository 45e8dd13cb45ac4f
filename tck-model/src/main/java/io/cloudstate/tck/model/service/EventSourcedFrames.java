package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import java.util.List;
import java.util.Optional;

/** The frames of event sourced entities. */
final class EventSourcedFrames implements Frames<EventSourcedStreamIn, EventSourcedStreamOut> {
  @Override
  public Optional<Command> command(EventSourcedStreamIn frame) {
    return frame.hasCommand() ? Optional.of(frame.getCommand()) : Optional.empty();
  }

  @Override
  public Optional<Any> state(EventSourcedStreamIn frame) {
    if (frame.hasEvent()) {
      return Optional.of(frame.getEvent().getPayload());
    }
    return frame.getInit().hasSnapshot()
        ? Optional.of(frame.getInit().getSnapshot().getSnapshot())
        : Optional.empty();
  }

  @Override
  public Optional<ClientAction> action(EventSourcedStreamOut frame) {
    return frame.hasReply() ? Optional.of(frame.getReply().getClientAction()) : Optional.empty();
  }

  @Override
  public List<SideEffect> effects(EventSourcedStreamOut frame) {
    return frame.getReply().getSideEffectsList();
  }

  @Override
  public EventSourcedStreamOut withEffects(EventSourcedStreamOut reply, List<SideEffect> effects) {
    return EventSourcedStreamOut.newBuilder()
        .setReply(reply.getReply().toBuilder().clearSideEffects().addAllSideEffects(effects))
        .build();
  }
}
