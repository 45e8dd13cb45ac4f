package io.cloudstate.tck.runner.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.specs.EntityType;
import java.util.Optional;

/** What holds on every call to an action. */
final class ActionRules extends StreamRules {

  private final String rpc;
  private final Signatures signatures;
  private Asked asked;
  private boolean begun;
  private boolean halfClosed;
  private int responses;

  ActionRules(String rpc, Signatures signatures) {
    this.rpc = rpc;
    this.signatures = signatures;
    this.asked = new Asked("", "", signatures);
  }

  private boolean streamsIn() {
    return !EntityType.isUnaryIn(rpc);
  }

  @Override
  void incoming(byte[] bytes) throws InvalidProtocolBufferException {
    ActionCommand command = ActionCommand.parseFrom(bytes);
    boolean first = !begun;
    begun = true;
    if (first) {
      asked = new Asked(command.getServiceName(), command.getName(), signatures);
      if (command.getServiceName().isEmpty() || command.getName().isEmpty()) {
        lose("ACT-07", Blame.PROXY, "a first message that does not name service and command");
        return;
      }
    }
    boolean belongs = !first || !streamsIn();
    if (command.hasPayload() != belongs) {
      violates(
          "ACT-07",
          Blame.PROXY,
          belongs ? "a message without a payload" : "a payload in the first message of a stream");
    } else if (belongs) {
      violates(
          "CMD-02",
          Blame.PROXY,
          signatures.wrongInput(asked.service(), asked.command(), command.getPayload()));
    }
  }

  @Override
  void outgoing(byte[] bytes) throws InvalidProtocolBufferException {
    ActionResponse response = ActionResponse.parseFrom(bytes);
    responses++;
    if (EntityType.isUnaryOut(rpc) && responses > 1) {
      lose(replyRule(), Blame.CANDIDATE, "a second response to a call that has one");
      return;
    }
    if (EntityType.isUnaryOut(rpc) && streamsIn() && !halfClosed) {
      violates("ACT-02", Blame.CANDIDATE, "a response before the proxy half-closed");
    }
    if (response.hasReply()) {
      asked.check(response.getReply(), this);
    } else if (response.hasForward()) {
      Asked.check(response.getForward(), this);
    }
    Asked.check(response.getSideEffectsList(), this);
  }

  @Override
  void halfClosed() {
    halfClosed = true;
  }

  @Override
  void finished(String code) {
    if (code.equals("OK") && EntityType.isUnaryOut(rpc) && responses == 0) {
      violates(replyRule(), Blame.CANDIDATE, "status OK without a response");
    }
  }

  /** Which requirement says when a call ends depends on what the user function is asked to do. */
  @Override
  Optional<Violation> unended() {
    return Optional.empty();
  }

  @Override
  String firstRule() {
    return "ACT-07";
  }

  @Override
  String replyRule() {
    return streamsIn()
        ? EntityType.isUnaryOut(rpc) ? "ACT-02" : "ACT-04"
        : EntityType.isUnaryOut(rpc) ? "ACT-01" : "ACT-03";
  }
}
