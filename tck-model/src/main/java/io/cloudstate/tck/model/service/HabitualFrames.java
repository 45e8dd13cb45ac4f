package io.cloudstate.tck.model.service;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.GSetDelta;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Habits in how a frame says what it says: the same, to whoever reads it by the protocol. */
record HabitualFrames(Set<ServiceHabit> habits) {
  private static final Metadata OWN =
      Metadata.newBuilder()
          .addEntries(MetadataEntry.newBuilder().setKey("x-own").setStringValue("an entry"))
          .build();

  /** Whether a frame says that its stream has failed. */
  static boolean isStreamFailure(Object frame) {
    return (frame instanceof EventSourcedStreamOut eventSourced && eventSourced.hasFailure())
        || (frame instanceof ValueEntityStreamOut value && value.hasFailure())
        || (frame instanceof CrdtStreamOut crdt && crdt.hasFailure());
  }

  /** Whether a frame says that a command has failed and the proxy is to open another stream. */
  static boolean asksForRestart(Object frame) {
    ClientAction action =
        frame instanceof EventSourcedStreamOut eventSourced
            ? eventSourced.getReply().getClientAction()
            : frame instanceof ValueEntityStreamOut value
                ? value.getReply().getClientAction()
                : frame instanceof CrdtStreamOut crdt
                    ? crdt.getReply().getClientAction()
                    : ClientAction.getDefaultInstance();
    return action.getFailure().getRestart();
  }

  /** A message as these habits have it, and all messages in it. */
  Message edited(Message message) {
    Message.Builder edited = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() == JavaType.MESSAGE) {
        edited.setField(field.getKey(), inField(message, field.getKey(), field.getValue()));
      }
    }
    if (habits.contains(ServiceHabit.ADDS_METADATA)) {
      addMetadata(edited);
    }
    if (edited instanceof Failure.Builder failure
        && habits.contains(ServiceHabit.FAILURES_NAME_NO_COMMAND)) {
      failure.clearCommandId();
    }
    if (edited instanceof ClientAction.Builder action
        && action.hasFailure()
        && habits.contains(ServiceHabit.FAILURES_RESTART)) {
      action.getFailureBuilder().setRestart(true);
    }
    if (edited instanceof EntitySpec.Builder spec && habits.contains(ServiceHabit.ANNOUNCES_MORE)) {
      OwnEntity.announce(spec);
    }
    return edited.build();
  }

  private Object inField(Message message, FieldDescriptor field, Object value) {
    if (!field.isRepeated()) {
      return edited((Message) value);
    }
    List<Message> elements = new ArrayList<>();
    for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
      elements.add(edited((Message) message.getRepeatedField(field, i)));
    }
    if (habits.contains(ServiceHabit.LISTS_BACKWARDS) && isOfAnyOrder(message)) {
      Collections.reverse(elements);
    }
    return elements;
  }

  private static boolean isOfAnyOrder(Message message) {
    return message instanceof EntitySpec
        || message instanceof GSetDelta
        || message instanceof ORSetDelta
        || message instanceof ORMapDelta;
  }

  private static void addMetadata(Message.Builder message) {
    message.getDescriptorForType().getFields().stream()
        .filter(field -> field.getJavaType() == JavaType.MESSAGE)
        .filter(field -> field.getMessageType().equals(Metadata.getDescriptor()))
        .forEach(field -> message.setField(field, OWN));
  }
}
