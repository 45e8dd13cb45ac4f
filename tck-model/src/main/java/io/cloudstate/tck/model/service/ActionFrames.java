package io.cloudstate.tck.model.service;

import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import java.util.List;
import java.util.Optional;

/** The messages of actions, which have no commands with ids, and answer without frames. */
final class ActionFrames implements Frames<ActionCommand, ActionResponse> {
  @Override
  public Optional<Command> command(ActionCommand message) {
    return Optional.empty();
  }

  @Override
  public Optional<ClientAction> action(ActionResponse response) {
    ClientAction.Builder action = ClientAction.newBuilder();
    switch (response.getResponseCase()) {
      case FAILURE -> action.setFailure(response.getFailure());
      case REPLY -> action.setReply(response.getReply());
      case FORWARD -> action.setForward(response.getForward());
      case RESPONSE_NOT_SET -> {
        return Optional.empty();
      }
    }
    return Optional.of(action.build());
  }

  @Override
  public List<SideEffect> effects(ActionResponse response) {
    return response.getSideEffectsList();
  }

  @Override
  public ActionResponse withEffects(ActionResponse response, List<SideEffect> effects) {
    return response.toBuilder().clearSideEffects().addAllSideEffects(effects).build();
  }
}
