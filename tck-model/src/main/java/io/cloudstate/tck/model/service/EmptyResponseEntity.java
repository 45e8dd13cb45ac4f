package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.EventSourcedContext;
import io.cloudstate.tck.model.support.EventSourcedEntity;
import io.cloudstate.tck.model.support.Payloads;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;

/**
 * {@code EventSourcedTwo} and {@code EventSourcedConfigured}: each command answers an empty
 * response and emits nothing, so the state is the same for ever.
 */
final class EmptyResponseEntity implements EventSourcedEntity<Persisted> {
  @Override
  public Persisted emptyState(String entityId) {
    return Persisted.getDefaultInstance();
  }

  @Override
  public Persisted restore(String entityId, Any snapshot) {
    return Payloads.unpack(snapshot, Persisted.getDefaultInstance());
  }

  @Override
  public Message snapshot(Persisted state) {
    return state;
  }

  @Override
  public Persisted apply(Persisted state, Any event) {
    return state;
  }

  @Override
  public Answer handle(EntityCommand command, EventSourcedContext<Persisted> context) {
    Request unused = command.payload(Request.getDefaultInstance()); // refuses what does not parse
    return new Answer.Reply(Response.getDefaultInstance());
  }
}
