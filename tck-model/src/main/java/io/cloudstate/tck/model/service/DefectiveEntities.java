package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.EventSourcedContext;
import io.cloudstate.tck.model.support.EventSourcedEntity;
import io.cloudstate.tck.model.support.ServiceCall;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Defects in how an entity's state is held. */
final class DefectiveEntities {
  private DefectiveEntities() {}

  static <S> EventSourcedEntity<?> wrap(EventSourcedEntity<S> entity, Set<ServiceDefect> defects) {
    EventSourcedEntity<S> wrapped = entity;
    if (defects.contains(ServiceDefect.SNAPSHOT_IGNORED)) {
      wrapped = new SnapshotIgnored<>(wrapped);
    }
    if (defects.contains(ServiceDefect.REPLY_BEFORE_EVENTS)) {
      wrapped = new StaleView<>(wrapped);
    }
    if (defects.contains(ServiceDefect.STATE_SHARED_BY_ENTITIES)) {
      return new Remembered<>(wrapped, entityId -> "");
    }
    if (defects.contains(ServiceDefect.STATE_OUTLIVES_STREAM)) {
      return new Remembered<>(wrapped, entityId -> entityId);
    }
    return wrapped;
  }

  /** Starts empty whatever the snapshot. */
  private record SnapshotIgnored<S>(EventSourcedEntity<S> entity) implements EventSourcedEntity<S> {
    @Override
    public S emptyState(String entityId) {
      return entity.emptyState(entityId);
    }

    @Override
    public S restore(String entityId, Any snapshot) {
      return entity.emptyState(entityId);
    }

    @Override
    public Message snapshot(S state) {
      return entity.snapshot(state);
    }

    @Override
    public S apply(S state, Any event) {
      return entity.apply(state, event);
    }

    @Override
    public Answer handle(EntityCommand command, EventSourcedContext<S> context) {
      return entity.handle(command, context);
    }
  }

  /** Shows a handler the state as it was before the command. */
  private record StaleView<S>(EventSourcedEntity<S> entity) implements EventSourcedEntity<S> {
    @Override
    public S emptyState(String entityId) {
      return entity.emptyState(entityId);
    }

    @Override
    public S restore(String entityId, Any snapshot) {
      return entity.restore(entityId, snapshot);
    }

    @Override
    public Message snapshot(S state) {
      return entity.snapshot(state);
    }

    @Override
    public S apply(S state, Any event) {
      return entity.apply(state, event);
    }

    @Override
    public Answer handle(EntityCommand command, EventSourcedContext<S> context) {
      return entity.handle(command, new View<>(context, new Cell<>(context.state())));
    }
  }

  /** Keeps a mutable state per key for as long as the process lives, and never starts it afresh. */
  private record Remembered<S>(
      EventSourcedEntity<S> entity, UnaryOperator<String> key, Map<String, Cell<S>> states)
      implements EventSourcedEntity<Cell<S>> {

    Remembered(EventSourcedEntity<S> entity, UnaryOperator<String> key) {
      this(entity, key, new ConcurrentHashMap<>());
    }

    @Override
    public Cell<S> emptyState(String entityId) {
      return states.computeIfAbsent(
          key.apply(entityId), unused -> new Cell<>(entity.emptyState(entityId)));
    }

    @Override
    public Cell<S> restore(String entityId, Any snapshot) {
      Cell<S> state = emptyState(entityId);
      state.value = entity.restore(entityId, snapshot);
      return state;
    }

    @Override
    public Message snapshot(Cell<S> state) {
      return entity.snapshot(state.value);
    }

    @Override
    public Cell<S> apply(Cell<S> state, Any event) {
      state.value = entity.apply(state.value, event);
      return state;
    }

    @Override
    public Answer handle(EntityCommand command, EventSourcedContext<Cell<S>> context) {
      Cell<S> state = context.state();
      S before = state.value;
      Answer answer = entity.handle(command, new View<>(context, state));
      if (answer instanceof Answer.Failure) {
        state.value = before; // clean after a failure: that is another defect
      }
      return answer;
    }
  }

  /** A state that changes in place. */
  private static final class Cell<S> {
    private volatile S value;

    Cell(S value) {
      this.value = value;
    }
  }

  /** A command's context with another view of the state. */
  private record View<S>(EventSourcedContext<?> context, Cell<S> view)
      implements EventSourcedContext<S> {
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
      return view.value;
    }

    @Override
    public void emit(Message event) {
      context.emit(event);
    }
  }
}
