package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;

/**
 * A command as a user function sees it.
 *
 * @param method the method called; a command of an unknown name never reaches a user function
 * @param payload the method's input as it came
 */
public record EntityCommand(MethodDescriptor method, Any payload) {
  /** The method's simple name. */
  public String name() {
    return method.getName();
  }

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
