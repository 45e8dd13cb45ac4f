package io.cloudstate.tck.model.service.eventing;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.model.support.EventSourcedDefinition;
import io.cloudstate.tck.model.support.action.ActionDefinition;
import io.cloudstate.tck.protocol.model.eventlogeventing.EmitEventRequest;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.JsonEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The event log part of the model service, to be registered. */
public final class EventLogModels {
  private static final FileDescriptor FILE = EventlogeventingProto.getDescriptor();

  private EventLogModels() {}

  /**
   * The subscriber and the entities whose events it gets.
   *
   * @param json how JSON events are written and read
   */
  public static List<EntityDefinition> definitions(JsonEvents json) {
    return List.of(
        new ActionDefinition(
            FILE.findServiceByName("EventLogSubscriberModel"), new EventLogSubscriberAction(json)),
        emitter("EventSourcedEntityOne", "eventlogeventing-one", EventLogModels::given),
        emitter(
            "EventSourcedEntityTwo",
            "eventlogeventing-two",
            command -> Optional.of(written(command, json))));
  }

  private static EntityDefinition emitter(
      String service, String persistenceId, Function<EntityCommand, Optional<Message>> event) {
    return new EventSourcedDefinition<>(
        FILE.findServiceByName(service),
        persistenceId,
        0,
        Optional.empty(),
        new EmittingEntity(event));
  }

  private static Optional<Message> given(EntityCommand command) {
    EmitEventRequest request = command.payload(EmitEventRequest.getDefaultInstance());
    return switch (request.getEventCase()) {
      case EVENT_ONE -> Optional.of(request.getEventOne());
      case EVENT_TWO -> Optional.of(request.getEventTwo());
      case EVENT_NOT_SET -> Optional.empty();
    };
  }

  private static Any written(EntityCommand command, JsonEvents json) {
    return json.write(command.payload(JsonEvent.getDefaultInstance()).getMessage());
  }
}
