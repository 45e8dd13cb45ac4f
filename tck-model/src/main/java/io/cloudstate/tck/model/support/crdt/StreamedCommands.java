package io.cloudstate.tck.model.support.crdt;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.ClientActions;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streamed commands of one entity that are open, in the order in which they came. */
final class StreamedCommands {
  private final String entityId;
  private final CrdtRules rules;
  private final Map<Long, Open> open = new LinkedHashMap<>();

  private record Open(MethodDescriptor method, CrdtSubscriber subscriber) {}

  StreamedCommands(String entityId, CrdtRules rules) {
    this.entityId = entityId;
    this.rules = rules;
  }

  void open(long commandId, MethodDescriptor method, CrdtSubscriber subscriber) {
    open.put(commandId, new Open(method, subscriber));
  }

  /** Closes a command whose client has gone away; empty if it was over already. */
  Optional<CrdtSubscriber> cancel(long commandId) {
    Optional<CrdtSubscriber> cancelled =
        Optional.ofNullable(open.get(commandId)).map(Open::subscriber);
    open.keySet().removeAll(rules.overAfterCancel(commandId, open.keySet()));
    return cancelled;
  }

  /** The messages that tell all of them a state. */
  List<CrdtStreamOut> tell(Crdt state) {
    List<CrdtStreamOut> messages = new ArrayList<>();
    List.copyOf(open.entrySet())
        .forEach(
            entry -> {
              CrdtStreamedMessage message = message(entry.getKey(), entry.getValue(), state);
              if (rules.sends(message)) {
                messages.add(CrdtStreamOut.newBuilder().setStreamedMessage(message).build());
              }
              if (message.getEndStream()) {
                open.keySet().removeAll(rules.overAfterEnd(entry.getKey(), open.keySet()));
              }
            });
    return rules.ordered(messages);
  }

  private CrdtStreamedMessage message(long commandId, Open command, Crdt state) {
    CrdtChangeRun run = new CrdtChangeRun(entityId, state);
    Optional<Answer> answer = command.subscriber().changed(run);
    CrdtStreamedMessage.Builder message = CrdtStreamedMessage.newBuilder().setCommandId(commandId);
    answer.ifPresent(
        action -> message.setClientAction(ClientActions.of(action, command.method(), commandId)));
    if (message.getClientAction().hasFailure()) {
      return message.setEndStream(true).build(); // and no effects (EFF-04)
    }
    return message.addAllSideEffects(run.effects()).setEndStream(run.hasEnded()).build();
  }
}
