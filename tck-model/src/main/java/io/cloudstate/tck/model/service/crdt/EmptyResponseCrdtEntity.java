package io.cloudstate.tck.model.service.crdt;

import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.CrdtAnswer;
import io.cloudstate.tck.model.support.crdt.CrdtContext;
import io.cloudstate.tck.model.support.crdt.CrdtEntity;
import io.cloudstate.tck.model.support.crdt.GCounter;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.RequestAction;
import io.cloudstate.tck.protocol.model.crdt.Response;

/**
 * {@code CrdtTwo} and {@code CrdtConfigured}: a counter that no command changes; each answers an
 * empty response, and deletes the counter if told to.
 */
public final class EmptyResponseCrdtEntity implements CrdtEntity {
  @Override
  public Crdt initial(String entityId) {
    return GCounter.ZERO;
  }

  @Override
  public CrdtAnswer handle(EntityCommand command, CrdtContext context) {
    Request request = command.payload(Request.getDefaultInstance());
    if (request.getActionsList().stream().anyMatch(RequestAction::hasDelete)) {
      context.delete();
    }
    return new CrdtAnswer.Once(new Answer.Reply(Response.getDefaultInstance()));
  }
}
