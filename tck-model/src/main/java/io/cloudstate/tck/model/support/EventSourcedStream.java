package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedEvent;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedInit;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of the event sourced protocol: init, the events to replay, then commands, each
 * answered before the next is looked at. What cannot be served is answered by a failure frame, and
 * ends this stream and no other (FAI-03); the proxy rebuilds the entity on a fresh one.
 */
final class EventSourcedStream implements StreamObserver<EventSourcedStreamIn> {
  private static final Logger LOGGER = System.getLogger(EventSourcedStream.class.getName());

  private final ServiceRegistry registry;
  private final EventSourcedRules rules;
  private final StreamObserver<EventSourcedStreamOut> out;
  private @Nullable EventSourcedInstance<?> instance;
  private boolean commanded;
  private boolean ended;

  EventSourcedStream(
      ServiceRegistry registry,
      EventSourcedRules rules,
      StreamObserver<EventSourcedStreamOut> out) {
    this.registry = registry;
    this.rules = rules;
    this.out = out;
  }

  @Override
  public void onNext(EventSourcedStreamIn frame) {
    if (ended) {
      return; // sent before the proxy saw the failure that ended the stream
    }
    Optional<EventSourcedStreamOut> answer = answer(frame);
    answer.ifPresent(out::onNext);
    if (answer.filter(EventSourcedStreamOut::hasFailure).isPresent()) {
      ended = true;
      out.onCompleted();
    }
  }

  @Override
  public void onError(Throwable cancelled) {
    // The proxy or the connection is gone: there is nobody to answer, and the state goes with this
    // object.
    ended = true;
  }

  @Override
  public void onCompleted() {
    if (!ended) {
      ended = true;
      out.onCompleted();
    }
  }

  private Optional<EventSourcedStreamOut> answer(EventSourcedStreamIn frame) {
    try {
      return switch (frame.getMessageCase()) {
        case INIT -> {
          init(frame.getInit());
          yield Optional.empty();
        }
        case EVENT -> {
          replay(frame.getEvent());
          yield Optional.empty();
        }
        case COMMAND -> Optional.of(handle(frame.getCommand()));
        case MESSAGE_NOT_SET ->
            throw new ProtocolException(
                "An empty frame came; expected was init, an event or a command.");
      };
    } catch (ProtocolException | PayloadException e) {
      return Optional.of(failure(frame, e.getMessage()));
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "A frame was not served: " + frame.getMessageCase(), e);
      return Optional.of(failure(frame, "The user function failed unexpectedly: " + e));
    }
  }

  private void init(EventSourcedInit init) {
    if (instance != null) {
      throw new ProtocolException(
          "A second init came, for \"%s\"; a stream is for one entity, and this one is for \"%s\"."
              .formatted(init.getEntityId(), instance.entityId()));
    }
    EntityDefinition definition = registry.find(init.getServiceName()).orElse(null);
    if (!(definition instanceof EventSourcedDefinition<?> eventSourced)) {
      throw new ProtocolException(
          "\"%s\" is not an event sourced entity of this service; discovery tells which there are."
              .formatted(init.getServiceName()));
    }
    instance = new EventSourcedInstance<>(eventSourced, rules, init);
  }

  private void replay(EventSourcedEvent event) {
    EventSourcedInstance<?> entity = initialised("event " + event.getSequence());
    if (commanded) {
      throw new ProtocolException(
          "Event %d came after a command; events are replayed before the first command."
              .formatted(event.getSequence()));
    }
    entity.replay(event);
  }

  private EventSourcedStreamOut handle(Command command) {
    EventSourcedInstance<?> entity = initialised("command " + command.getId());
    if (!command.getEntityId().equals(entity.entityId())) {
      throw new ProtocolException(
          "Command %d is for entity \"%s\", but this stream is for \"%s\"."
              .formatted(command.getId(), command.getEntityId(), entity.entityId()));
    }
    commanded = true;
    return EventSourcedStreamOut.newBuilder().setReply(entity.handle(command)).build();
  }

  private EventSourcedInstance<?> initialised(String given) {
    if (instance == null) {
      throw new ProtocolException(
          "The stream's first frame is %s; expected was init.".formatted(given));
    }
    return instance;
  }

  private static EventSourcedStreamOut failure(
      EventSourcedStreamIn frame, @Nullable String description) {
    return EventSourcedStreamOut.newBuilder()
        .setFailure(
            Failure.newBuilder()
                .setCommandId(frame.getCommand().getId()) // 0 when the frame is no command
                .setDescription(String.valueOf(description)))
        .build();
  }
}
