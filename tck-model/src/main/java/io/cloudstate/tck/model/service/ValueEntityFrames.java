package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import java.util.List;
import java.util.Optional;

/** The frames of value entities. */
final class ValueEntityFrames implements Frames<ValueEntityStreamIn, ValueEntityStreamOut> {
  @Override
  public Optional<Command> command(ValueEntityStreamIn frame) {
    return frame.hasCommand() ? Optional.of(frame.getCommand()) : Optional.empty();
  }

  @Override
  public Optional<Any> state(ValueEntityStreamIn frame) {
    return frame.getInit().getState().hasValue()
        ? Optional.of(frame.getInit().getState().getValue())
        : Optional.empty();
  }

  @Override
  public Optional<ClientAction> action(ValueEntityStreamOut frame) {
    return frame.hasReply() ? Optional.of(frame.getReply().getClientAction()) : Optional.empty();
  }

  @Override
  public List<SideEffect> effects(ValueEntityStreamOut frame) {
    return frame.getReply().getSideEffectsList();
  }

  @Override
  public ValueEntityStreamOut withEffects(ValueEntityStreamOut reply, List<SideEffect> effects) {
    return ValueEntityStreamOut.newBuilder()
        .setReply(reply.getReply().toBuilder().clearSideEffects().addAllSideEffects(effects))
        .build();
  }
}
