package io.cloudstate.tck.model.service.eventing;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.cloudstate.tck.model.support.JsonPayloads;
import io.cloudstate.tck.model.support.PayloadException;

/**
 * The model's JSON events: objects with a {@code message}. As it stands it conforms; a test of the
 * kit itself overrides it to get a model with a defect.
 */
public class JsonEvents {
  private static final String TYPE = "cloudstate.tck.model.MessageEvent";
  private static final String MESSAGE = "message";

  /** The event with a message. */
  protected Any write(String message) {
    return JsonPayloads.pack(
        TYPE,
        Struct.newBuilder()
            .putFields(MESSAGE, Value.newBuilder().setStringValue(message).build())
            .build());
  }

  /**
   * The message of an event.
   *
   * @throws PayloadException if it is not an event that {@link #write} made, or one like it
   */
  protected String read(Any event) {
    Struct object = JsonPayloads.unpack(event, TYPE);
    Value message = object.getFieldsOrDefault(MESSAGE, Value.getDefaultInstance());
    if (!message.hasStringValue()) {
      throw new PayloadException(
          "The JSON event's properties are %s; expected was a text named \"%s\"."
              .formatted(object.getFieldsMap().keySet(), MESSAGE));
    }
    return message.getStringValue();
  }
}
