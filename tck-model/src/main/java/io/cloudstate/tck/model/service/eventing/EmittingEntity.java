package io.cloudstate.tck.model.service.eventing;

import com.google.protobuf.Any;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.EventSourcedContext;
import io.cloudstate.tck.model.support.EventSourcedEntity;
import io.cloudstate.tck.model.support.Payloads;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code EventSourcedEntityOne} and {@code EventSourcedEntityTwo}: each command emits the event
 * that it asks for, which nothing but the log keeps.
 */
final class EmittingEntity implements EventSourcedEntity<Empty> {
  private final Function<EntityCommand, Optional<Message>> event;

  EmittingEntity(Function<EntityCommand, Optional<Message>> event) {
    this.event = event;
  }

  @Override
  public Empty emptyState(String entityId) {
    return Empty.getDefaultInstance();
  }

  @Override
  public Empty restore(String entityId, Any snapshot) {
    return Payloads.unpack(snapshot, Empty.getDefaultInstance());
  }

  @Override
  public Message snapshot(Empty state) {
    return state;
  }

  @Override
  public Empty apply(Empty state, Any emitted) {
    return state;
  }

  @Override
  public Answer handle(EntityCommand command, EventSourcedContext<Empty> context) {
    event.apply(command).ifPresent(context::emit);
    return new Answer.Reply(Empty.getDefaultInstance());
  }
}
