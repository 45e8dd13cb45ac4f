package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.Conversation;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.model.support.ProtocolException;
import io.cloudstate.tck.model.support.Seat;
import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.crdt.CrdtInit;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import java.util.List;

/** The CRDT protocol on one stream: init, then commands, deltas, cancellations and a deletion. */
final class CrdtConversation implements Conversation<CrdtStreamIn, CrdtStreamOut> {
  private final ServiceRegistry registry;
  private final CrdtRules rules;
  private final Seat<CrdtInstance> seat = new Seat<>();

  CrdtConversation(ServiceRegistry registry, CrdtRules rules) {
    this.registry = registry;
    this.rules = rules;
  }

  @Override
  public List<CrdtStreamOut> answers(CrdtStreamIn frame) {
    return switch (frame.getMessageCase()) {
      case INIT -> {
        seat.take(frame.getInit().getEntityId(), () -> instance(frame.getInit()));
        yield List.of();
      }
      case DELTA -> seat.holder("a delta").replicate(frame.getDelta());
      case DELETE -> {
        seat.holder("a delete").delete();
        yield List.of();
      }
      case COMMAND -> seat.holder(frame.getCommand()).handle(frame.getCommand());
      case STREAM_CANCELLED ->
          seat.holder("a stream cancelled").cancel(frame.getStreamCancelled().getId());
      case MESSAGE_NOT_SET ->
          throw new ProtocolException(
              "An empty frame came; expected was init, a command, a delta, a delete or a stream"
                  + " cancelled.");
    };
  }

  @Override
  public long commandId(CrdtStreamIn frame) {
    return frame.hasStreamCancelled()
        ? frame.getStreamCancelled().getId()
        : frame.getCommand().getId();
  }

  @Override
  public CrdtStreamOut failed(Failure failure) {
    return CrdtStreamOut.newBuilder().setFailure(failure).build();
  }

  private CrdtInstance instance(CrdtInit init) {
    EntityDefinition definition = registry.find(init.getServiceName()).orElse(null);
    if (!(definition instanceof CrdtDefinition crdt)) {
      throw new ProtocolException(
          "\"%s\" is not a CRDT entity of this service; discovery tells which there are."
              .formatted(init.getServiceName()));
    }
    return new CrdtInstance(crdt, rules, init);
  }
}
