package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.Payloads;
import io.cloudstate.tck.model.support.ValueEntity;
import io.cloudstate.tck.model.support.ValueEntityContext;
import io.cloudstate.tck.protocol.model.valueentity.Persisted;
import io.cloudstate.tck.protocol.model.valueentity.Request;
import io.cloudstate.tck.protocol.model.valueentity.Response;

/**
 * {@code ValueEntityTwo} and {@code ValueEntityConfigured}: each command answers an empty response
 * and leaves the state alone.
 */
final class EmptyResponseValueEntity implements ValueEntity<Persisted> {
  @Override
  public Persisted emptyState(String entityId) {
    return Persisted.getDefaultInstance();
  }

  @Override
  public Persisted restore(String entityId, Any stored) {
    return Payloads.unpack(stored, Persisted.getDefaultInstance());
  }

  @Override
  public Message store(Persisted state) {
    return state;
  }

  @Override
  public Answer handle(EntityCommand command, ValueEntityContext<Persisted> context) {
    Request unused = command.payload(Request.getDefaultInstance()); // refuses what does not parse
    return new Answer.Reply(Response.getDefaultInstance());
  }
}
