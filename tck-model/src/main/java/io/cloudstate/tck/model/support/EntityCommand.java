package io.cloudstate.tck.model.support;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.Command;

/**
 * A command as a user function sees it.
 *
 * @param method the method called; a command of an unknown name never reaches a user function
 * @param payload the method's input as it came
 */
public record EntityCommand(MethodDescriptor method, Any payload) {
  /**
   * A command as it came.
   *
   * @throws ProtocolException if the service has no such method
   */
  public static EntityCommand of(ServiceDescriptor service, Command command) {
    MethodDescriptor method = service.findMethodByName(command.getName());
    if (method == null) {
      throw new ProtocolException(
          "%s has no command \"%s\"; it has %s."
              .formatted(
                  service.getFullName(),
                  command.getName(),
                  service.getMethods().stream().map(MethodDescriptor::getName).toList()));
    }
    return new EntityCommand(method, command.getPayload());
  }

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
