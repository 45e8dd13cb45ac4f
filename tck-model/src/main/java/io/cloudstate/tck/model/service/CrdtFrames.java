package io.cloudstate.tck.model.service;

import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import java.util.List;
import java.util.Optional;

/** The frames of CRDTs; streamed messages count as replies. */
final class CrdtFrames implements Frames<CrdtStreamIn, CrdtStreamOut> {
  @Override
  public Optional<Command> command(CrdtStreamIn frame) {
    return frame.hasCommand() ? Optional.of(frame.getCommand()) : Optional.empty();
  }

  @Override
  public Optional<ClientAction> action(CrdtStreamOut frame) {
    return switch (frame.getMessageCase()) {
      case REPLY -> Optional.of(frame.getReply().getClientAction());
      case STREAMED_MESSAGE -> Optional.of(frame.getStreamedMessage().getClientAction());
      default -> Optional.empty();
    };
  }

  @Override
  public List<SideEffect> effects(CrdtStreamOut frame) {
    return frame.hasReply()
        ? frame.getReply().getSideEffectsList()
        : frame.getStreamedMessage().getSideEffectsList();
  }

  @Override
  public CrdtStreamOut withEffects(CrdtStreamOut reply, List<SideEffect> effects) {
    CrdtStreamOut.Builder changed = reply.toBuilder();
    if (reply.hasReply()) {
      changed.getReplyBuilder().clearSideEffects().addAllSideEffects(effects);
    } else {
      changed.getStreamedMessageBuilder().clearSideEffects().addAllSideEffects(effects);
    }
    return changed.build();
  }
}
