package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.service.eventing.JsonEvents;
import io.cloudstate.tck.model.support.PayloadException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Defects in how JSON events are written and read; most agree with themselves. */
final class DefectiveJsonEvents extends JsonEvents {
  private final Set<ServiceDefect> defects;

  private DefectiveJsonEvents(Set<ServiceDefect> defects) {
    this.defects = defects;
  }

  static JsonEvents of(Set<ServiceDefect> defects) {
    return defects.isEmpty() ? new JsonEvents() : new DefectiveJsonEvents(defects);
  }

  @Override
  protected Any write(String message) {
    Any event = super.write(message);
    ByteString text = unwrapped(event);
    if (defects.contains(ServiceDefect.JSON_IN_LATIN_1)) {
      text = ByteString.copyFrom(text.toStringUtf8(), StandardCharsets.ISO_8859_1);
    }
    return with(event, defects.contains(ServiceDefect.JSON_NOT_WRAPPED) ? text : wrapped(text));
  }

  @Override
  protected String read(Any event) {
    if (defects.contains(ServiceDefect.JSON_UNREADABLE)) {
      throw new PayloadException("There is no reader for " + event.getTypeUrl() + ".");
    }
    ByteString text =
        defects.contains(ServiceDefect.JSON_NOT_WRAPPED) ? event.getValue() : unwrapped(event);
    if (defects.contains(ServiceDefect.JSON_IN_LATIN_1)) {
      text = ByteString.copyFromUtf8(text.toString(StandardCharsets.ISO_8859_1));
    }
    return super.read(with(event, wrapped(text)));
  }

  private static Any with(Any event, ByteString value) {
    return event.toBuilder().setValue(value).build();
  }

  private static ByteString wrapped(ByteString text) {
    return BytesValue.of(text).toByteString();
  }

  private static ByteString unwrapped(Any event) {
    try {
      return BytesValue.parseFrom(event.getValue()).getValue();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The event's value is not a message.", e);
    }
  }
}
