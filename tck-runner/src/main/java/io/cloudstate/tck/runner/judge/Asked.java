package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.List;
import java.util.Optional;

/**
 * A command that was sent, and what is wrong in itself with what a service answers to it.
 *
 * @param service full name of the user's service
 * @param command simple name of the method
 */
record Asked(String service, String command, Signatures signatures) {

  void check(ClientAction action, StreamRules rules) {
    if (action.hasReply()) {
      check(action.getReply(), rules);
    } else if (action.hasForward()) {
      check(action.getForward(), rules);
    }
  }

  void check(Reply reply, StreamRules rules) {
    rules.violates(
        "CMD-01", Blame.CANDIDATE, signatures.wrongOutput(service, command, reply.getPayload()));
  }

  static void check(Forward forward, StreamRules rules) {
    rules.violates(
        "FWD-01",
        Blame.CANDIDATE,
        lacking(
            "a forward", forward.getServiceName(), forward.getCommandName(), forward.hasPayload()));
  }

  static void check(List<SideEffect> effects, StreamRules rules) {
    for (SideEffect effect : effects) {
      rules.violates(
          "EFF-01",
          Blame.CANDIDATE,
          lacking(
              "a side effect",
              effect.getServiceName(),
              effect.getCommandName(),
              effect.hasPayload()));
    }
  }

  private static Optional<String> lacking(
      String what, String service, String command, boolean payload) {
    return service.isEmpty() || command.isEmpty() || !payload
        ? Optional.of(
            what
                + " that names no "
                + (service.isEmpty() ? "service" : command.isEmpty() ? "command" : "payload"))
        : Optional.empty();
  }
}
