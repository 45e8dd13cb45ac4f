package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the first frames of a stream say of whose it is.
 *
 * @param service full name of the user's service, or empty
 * @param command the command's name, for an action
 * @param text the entity's id; for an action, whatever its payloads and an event's subject say
 * @param isTold whether more frames would tell no more
 */
public record Opening(String service, String command, String text, boolean isTold) {

  private static final String SUBJECT = "ce-subject";

  /** Tokens stand near the beginning; so much of a payload is searched, in bytes. */
  private static final int SEARCHED = 64 * 1024;

  /** Reads what has come. */
  public static Opening read(EntityType type, List<byte[]> messages) {
    return type == EntityType.ACTION ? ofAction(messages) : ofEntity(type, messages);
  }

  private static Opening ofEntity(EntityType type, List<byte[]> messages) {
    Optional<Message> frame = messages.stream().findFirst().flatMap(first -> parse(type, first));
    return frame
        .flatMap(message -> nested(message, "init").or(() -> nested(message, "command")))
        .map(inner -> new Opening(text(inner, "service_name"), "", text(inner, "entity_id"), true))
        .orElseGet(() -> new Opening("", "", "", true));
  }

  private static Optional<Message> parse(EntityType type, byte[] bytes) {
    try {
      return Optional.of(DynamicMessage.parseFrom(type.frames(Side.IN), bytes));
    } catch (InvalidProtocolBufferException otherBytes) {
      return Optional.empty();
    }
  }

  private static Optional<Message> nested(Message message, String name) {
    return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
        .filter(message::hasField)
        .map(field -> (Message) message.getField(field));
  }

  private static String text(Message message, String name) {
    return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
        .map(field -> (String) message.getField(field))
        .orElse("");
  }

  private static Opening ofAction(List<byte[]> messages) {
    String service = "";
    String command = "";
    boolean payload = false;
    List<String> texts = new ArrayList<>();
    for (byte[] bytes : messages) {
      try {
        ActionCommand message = ActionCommand.parseFrom(bytes);
        service = service.isEmpty() ? message.getServiceName() : service;
        command = command.isEmpty() ? message.getName() : command;
        payload |= message.hasPayload();
        message.getMetadata().getEntriesList().stream()
            .filter(entry -> entry.getKey().equals(SUBJECT))
            .map(MetadataEntry::getStringValue)
            .forEach(texts::add);
        ByteString value = message.getPayload().getValue();
        texts.add(
            value
                .substring(0, Math.min(SEARCHED, value.size()))
                .toString(StandardCharsets.ISO_8859_1));
      } catch (InvalidProtocolBufferException otherBytes) {
        texts.add(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return new Opening(service, command, String.join("\n", texts), payload);
  }

  /** For a person. */
  String label() {
    return (service.isEmpty() ? "no service" : service)
        + (command.isEmpty() ? "" : "/" + command)
        + (text.length() > 80 || text.isBlank() ? "" : ", \"" + text.strip() + "\"");
  }
}
