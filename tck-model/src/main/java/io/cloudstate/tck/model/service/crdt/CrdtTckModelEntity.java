package io.cloudstate.tck.model.service.crdt;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.CrdtAnswer;
import io.cloudstate.tck.model.support.crdt.CrdtChangeContext;
import io.cloudstate.tck.model.support.crdt.CrdtContext;
import io.cloudstate.tck.model.support.crdt.CrdtEntity;
import io.cloudstate.tck.model.support.crdt.CrdtSubscriber;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.crdt.Effect;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.RequestAction;
import io.cloudstate.tck.protocol.model.crdt.Response;
import io.cloudstate.tck.protocol.model.crdt.State;
import io.cloudstate.tck.protocol.model.crdt.StreamedRequest;
import io.cloudstate.tck.protocol.model.crdt.Update;
import java.util.Optional;

/**
 * {@code CrdtTckModel}: a CRDT of the type that its id says, driven by the actions of each request.
 */
public final class CrdtTckModelEntity implements CrdtEntity {
  private static final MethodDescriptor CALL_TWO =
      CrdtProto.getDescriptor().findServiceByName("CrdtTwo").findMethodByName("Call");

  @Override
  public Crdt initial(String entityId) {
    return ModelCrdts.initial(entityId);
  }

  @Override
  public CrdtAnswer handle(EntityCommand command, CrdtContext context) {
    return command.name().equals("ProcessStreamed")
        ? processStreamed(command.payload(StreamedRequest.getDefaultInstance()), context)
        : new CrdtAnswer.Once(process(command.payload(Request.getDefaultInstance()), context));
  }

  private static Answer process(Request request, CrdtContext context) {
    Answer.Forward forward = null;
    for (RequestAction action : request.getActionsList()) {
      switch (action.getActionCase()) {
        case UPDATE -> update(action.getUpdate(), context);
        case DELETE -> context.delete();
        case FORWARD -> forward = new Answer.Forward(callTwo(action.getForward().getId()));
        case EFFECT -> effect(action.getEffect(), context::effect);
        case FAIL -> {
          return new Answer.Failure(action.getFail().getMessage());
        }
        case ACTION_NOT_SET -> {
          // An action that says nothing does nothing.
        }
      }
    }
    return forward != null ? forward : new Answer.Reply(response(ModelStates.of(context.state())));
  }

  private static CrdtAnswer processStreamed(StreamedRequest request, CrdtContext context) {
    if (request.hasInitialUpdate()) {
      update(request.getInitialUpdate(), context);
    }
    return new CrdtAnswer.Streamed(
        answer(request, ModelStates.of(context.state())), new Streamed(request));
  }

  /** What follows the first reply. */
  private record Streamed(StreamedRequest request) implements CrdtSubscriber {
    @Override
    public Optional<Answer> changed(CrdtChangeContext context) {
      request.getEffectsList().forEach(effect -> effect(effect, context::effect));
      State state = ModelStates.of(context.state());
      if (request.hasEndState() && request.getEndState().equals(state)) {
        context.endStream();
      }
      return answer(request, state);
    }

    @Override
    public void cancelled(CrdtContext context) {
      if (request.hasCancelUpdate()) {
        update(request.getCancelUpdate(), context);
      }
    }
  }

  /** Where side effects go. */
  private interface Effects {
    void add(ServiceCall call, boolean synchronous);
  }

  private static void effect(Effect effect, Effects effects) {
    effects.add(callTwo(effect.getId()), effect.getSynchronous());
  }

  private static void update(Update update, CrdtContext context) {
    context.update(ModelUpdates.apply(update, context.state()));
    context.writeConsistency(ModelUpdates.writeConsistency(update));
  }

  private static Optional<Answer> answer(StreamedRequest request, State state) {
    return request.getEmpty() ? Optional.empty() : Optional.of(new Answer.Reply(response(state)));
  }

  private static Response response(State state) {
    return Response.newBuilder().setState(state).build();
  }

  private static ServiceCall callTwo(String id) {
    return ServiceCall.to(CALL_TWO, Request.newBuilder().setId(id).build());
  }
}
