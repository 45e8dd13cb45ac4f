package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.persistence.ValueStore;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.valueentity.ValueEntityGrpc.ValueEntityStub;
import io.cloudstate.tck.protocol.valueentity.ValueEntityInit;
import io.cloudstate.tck.protocol.valueentity.ValueEntityInitState;
import io.cloudstate.tck.protocol.valueentity.ValueEntityReply;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Value entities: init brings the last state, if there is one, and nothing is replayed. */
final class ValueEntityProtocol
    implements EntityProtocol<ValueEntityStreamIn, ValueEntityStreamOut> {
  private final ValueEntityStub stub;
  private final ValueStore store;
  private final Set<ProxyDefect> defects;
  private final Set<ProxyHabit> habits;

  ValueEntityProtocol(
      ValueEntityStub stub, ValueStore store, Set<ProxyDefect> defects, Set<ProxyHabit> habits) {
    this.stub = stub;
    this.store = store;
    this.defects = defects;
    this.habits = habits;
  }

  @Override
  public void connect(ClientResponseObserver<ValueEntityStreamIn, ValueEntityStreamOut> observer) {
    stub.handle(observer);
  }

  @Override
  public ValueEntityStreamIn init(String serviceName, String entityId, PersistenceKey key) {
    ValueEntityInit.Builder init =
        ValueEntityInit.newBuilder().setServiceName(serviceName).setEntityId(entityId);
    if (habits.contains(ProxyHabit.TELLS_NO_STATE_AS_EMPTY)) {
      init.setState(ValueEntityInitState.getDefaultInstance());
    }
    if (!defects.contains(ProxyDefect.INIT_WITHOUT_STATE)) {
      store
          .of(key)
          .ifPresent(value -> init.setState(ValueEntityInitState.newBuilder().setValue(value)));
    }
    return ValueEntityStreamIn.newBuilder().setInit(init).build();
  }

  @Override
  public List<ValueEntityStreamIn> history(PersistenceKey key) {
    return List.of();
  }

  @Override
  public ValueEntityStreamIn command(Command command) {
    return ValueEntityStreamIn.newBuilder().setCommand(command).build();
  }

  @Override
  public Heard hear(ValueEntityStreamOut frame) {
    return switch (frame.getMessageCase()) {
      case REPLY -> heard(frame.getReply());
      case FAILURE -> new Heard.StreamFailure(frame.getFailure().getDescription());
      case MESSAGE_NOT_SET -> new Heard.Nothing();
    };
  }

  private Heard heard(ValueEntityReply reply) {
    boolean empty =
        reply.getStateAction().hasUpdate() && !reply.getStateAction().getUpdate().hasValue();
    return new Heard.Reply(
        reply.getCommandId(),
        reply.getClientAction(),
        reply.getSideEffectsList(),
        change(reply),
        empty && !defects.contains(ProxyDefect.EMPTY_UPDATE_ACCEPTED)
            ? Optional.of(
                "the service replied to command %d with an update that has no value"
                    .formatted(reply.getCommandId()))
            : Optional.empty());
  }

  private Change change(ValueEntityReply reply) {
    if (reply.getClientAction().hasForward() && defects.contains(ProxyDefect.FORWARD_LOSES_STATE)) {
      return new Change.None();
    }
    return switch (reply.getStateAction().getActionCase()) {
      case UPDATE -> new Change.Update(reply.getStateAction().getUpdate().getValue());
      case DELETE -> new Change.Delete();
      case ACTION_NOT_SET -> new Change.None();
    };
  }

  @Override
  public void persist(PersistenceKey key, Change change) {
    if (change instanceof Change.Update update) {
      store.put(key, update.value());
    } else if (change instanceof Change.Delete) {
      store.delete(key);
    }
  }

  @Override
  public void forget(PersistenceKey key) {
    store.forget(key);
  }
}
