package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.model.support.ValueEntity;
import io.cloudstate.tck.model.support.ValueEntityContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Defects in how a value entity's state is held. */
final class DefectiveValueEntities {
  private DefectiveValueEntities() {}

  static <S> ValueEntity<S> wrap(ValueEntity<S> entity, Set<ServiceDefect> defects) {
    ValueEntity<S> wrapped = entity;
    if (defects.contains(ServiceDefect.INIT_STATE_IGNORED)) {
      wrapped = new InitIgnored<>(wrapped);
    }
    if (defects.contains(ServiceDefect.VALUE_SHARED_BY_ENTITIES)) {
      return new Remembered<>(wrapped, entityId -> "");
    }
    if (defects.contains(ServiceDefect.VALUE_OUTLIVES_STREAM)) {
      return new Remembered<>(wrapped, entityId -> entityId);
    }
    return wrapped;
  }

  /** Starts empty whatever init says. */
  private record InitIgnored<S>(ValueEntity<S> entity) implements ValueEntity<S> {
    @Override
    public S emptyState(String entityId) {
      return entity.emptyState(entityId);
    }

    @Override
    public S restore(String entityId, Any stored) {
      return entity.emptyState(entityId);
    }

    @Override
    public Message store(S state) {
      return entity.store(state);
    }

    @Override
    public Answer handle(EntityCommand command, ValueEntityContext<S> context) {
      return entity.handle(command, context);
    }
  }

  /** Keeps a state per key for as long as the process lives, and prefers it to what init says. */
  private record Remembered<S>(
      ValueEntity<S> entity, UnaryOperator<String> key, Map<String, S> states)
      implements ValueEntity<S> {

    Remembered(ValueEntity<S> entity, UnaryOperator<String> key) {
      this(entity, key, new ConcurrentHashMap<>());
    }

    @Override
    public S emptyState(String entityId) {
      return entity.emptyState(entityId);
    }

    @Override
    public S restore(String entityId, Any stored) {
      return entity.restore(entityId, stored);
    }

    @Override
    public Message store(S state) {
      return entity.store(state);
    }

    @Override
    public Answer handle(EntityCommand command, ValueEntityContext<S> context) {
      String held = key.apply(context.entityId());
      View<S> view =
          new View<>(
              context, entity, Optional.ofNullable(states.get(held)).orElse(context.state()));
      Answer answer = entity.handle(command, view);
      if (!(answer instanceof Answer.Failure)) { // clean after a failure: that is another defect
        states.put(held, view.state);
      }
      return answer;
    }
  }

  /** A command's context that shows another state. */
  private static final class View<S> implements ValueEntityContext<S> {
    private final ValueEntityContext<S> context;
    private final ValueEntity<S> entity;
    private S state;

    View(ValueEntityContext<S> context, ValueEntity<S> entity, S state) {
      this.context = context;
      this.entity = entity;
      this.state = state;
    }

    @Override
    public String entityId() {
      return context.entityId();
    }

    @Override
    public void effect(ServiceCall call, boolean synchronous) {
      context.effect(call, synchronous);
    }

    @Override
    public S state() {
      return state;
    }

    @Override
    public void update(S next) {
      state = next;
      context.update(next);
    }

    @Override
    public void delete() {
      state = entity.emptyState(entityId());
      context.delete();
    }
  }
}
