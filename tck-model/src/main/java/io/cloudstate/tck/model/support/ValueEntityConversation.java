package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.valueentity.ValueEntityInit;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import java.util.List;

/** The value entity protocol on one stream: init with the state, then commands. */
final class ValueEntityConversation
    implements Conversation<ValueEntityStreamIn, ValueEntityStreamOut> {
  private final ServiceRegistry registry;
  private final ValueEntityRules rules;
  private final Seat<ValueEntityInstance<?>> seat = new Seat<>();

  ValueEntityConversation(ServiceRegistry registry, ValueEntityRules rules) {
    this.registry = registry;
    this.rules = rules;
  }

  @Override
  public List<ValueEntityStreamOut> answers(ValueEntityStreamIn frame) {
    return switch (frame.getMessageCase()) {
      case INIT -> {
        seat.take(frame.getInit().getEntityId(), () -> instance(frame.getInit()));
        yield List.of();
      }
      case COMMAND ->
          List.of(
              ValueEntityStreamOut.newBuilder()
                  .setReply(seat.holder(frame.getCommand()).handle(frame.getCommand()))
                  .build());
      case MESSAGE_NOT_SET ->
          throw new ProtocolException("An empty frame came; expected was init or a command.");
    };
  }

  @Override
  public long commandId(ValueEntityStreamIn frame) {
    return frame.getCommand().getId();
  }

  @Override
  public ValueEntityStreamOut failed(Failure failure) {
    return ValueEntityStreamOut.newBuilder().setFailure(failure).build();
  }

  private ValueEntityInstance<?> instance(ValueEntityInit init) {
    EntityDefinition definition = registry.find(init.getServiceName()).orElse(null);
    if (!(definition instanceof ValueEntityDefinition<?> value)) {
      throw new ProtocolException(
          "\"%s\" is not a value entity of this service; discovery tells which there are."
              .formatted(init.getServiceName()));
    }
    return new ValueEntityInstance<>(value, rules, init);
  }
}
