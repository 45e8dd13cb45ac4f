package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/** A command of an event sourced entity: what it has emitted, and the state it has reached. */
final class EventSourcedRun<S> extends CommandRun implements EventSourcedContext<S> {
  private final EventSourcedEntity<S> entity;
  private final List<Any> events = new ArrayList<>();
  private Versioned<S> reached;

  EventSourcedRun(EventSourcedEntity<S> entity, String entityId, Versioned<S> before) {
    super(entityId);
    this.entity = entity;
    this.reached = before;
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

  Versioned<S> reached() {
    return reached;
  }

  List<Any> events() {
    return List.copyOf(events);
  }
}
