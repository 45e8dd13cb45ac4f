package io.cloudstate.tck.model.support.action;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.PayloadException;
import io.cloudstate.tck.model.support.Payloads;

/**
 * A message of a client, or an event delivered.
 *
 * @param payload the method's input as it came
 * @param metadata the message's own metadata; where the client does not stream, the call's
 */
public record ActionMessage(Any payload, ActionMetadata metadata) {
  /**
   * The payload, read.
   *
   * @param prototype the default instance of the method's input type
   * @throws PayloadException if the payload is of another type, or does not parse
   */
  public <M extends Message> M payload(M prototype) {
    return Payloads.unpack(payload, prototype);
  }
}
