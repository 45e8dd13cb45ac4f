package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.ArrayList;
import java.util.List;

/**
 * One command being carried out: what it has emitted and asked for so far, and the state it has
 * reached.
 */
final class EventSourcedRun<S> implements EventSourcedContext<S> {
  private final EventSourcedEntity<S> entity;
  private final String entityId;
  private final List<Any> events = new ArrayList<>();
  private final List<SideEffect> effects = new ArrayList<>();
  private Versioned<S> reached;

  EventSourcedRun(EventSourcedEntity<S> entity, String entityId, Versioned<S> before) {
    this.entity = entity;
    this.entityId = entityId;
    this.reached = before;
  }

  @Override
  public String entityId() {
    return entityId;
  }

  @Override
  public S state() {
    return reached.state();
  }

  @Override
  public void emit(Message event) {
    Any packed = Payloads.pack(event);
    reached = new Versioned<>(entity.apply(reached.state(), packed), reached.sequence() + 1);
    events.add(packed);
  }

  @Override
  public void effect(ServiceCall call, boolean synchronous) {
    effects.add(call.toSideEffect(synchronous));
  }

  Versioned<S> reached() {
    return reached;
  }

  List<Any> events() {
    return List.copyOf(events);
  }

  List<SideEffect> effects() {
    return List.copyOf(effects);
  }
}
