package io.cloudstate.tck.model.support;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.SideEffect;

/**
 * A call that the proxy is to make for a user function, as a forward or as a side effect.
 *
 * @param service the full name of the service called
 * @param command the simple name of its method
 * @param payload the method's input
 */
public record ServiceCall(String service, String command, Message payload) {
  /**
   * The call of a method with an input.
   *
   * @throws IllegalArgumentException if the payload is not of the method's input type
   */
  public static ServiceCall to(MethodDescriptor method, Message payload) {
    if (!payload.getDescriptorForType().equals(method.getInputType())) {
      throw new IllegalArgumentException(
          "%s takes a %s, but was given a %s."
              .formatted(
                  method.getFullName(),
                  method.getInputType().getFullName(),
                  payload.getDescriptorForType().getFullName()));
    }
    return new ServiceCall(method.getService().getFullName(), method.getName(), payload);
  }

  Forward toForward() {
    return Forward.newBuilder()
        .setServiceName(service)
        .setCommandName(command)
        .setPayload(Payloads.pack(payload))
        .build();
  }

  /**
   * The call as a side effect.
   *
   * @param synchronous whether the client's answer waits until the call is done
   */
  public SideEffect toSideEffect(boolean synchronous) {
    return SideEffect.newBuilder()
        .setServiceName(service)
        .setCommandName(command)
        .setPayload(Payloads.pack(payload))
        .setSynchronous(synchronous)
        .build();
  }
}
