package io.cloudstate.tck.model.proxy.routing;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Metadata;
import io.grpc.Status;
import java.util.Optional;

/**
 * One command with one request and one answer, from a client, a forward or a side effect.
 *
 * @param method the method called
 * @param request the request's bytes, as they came
 * @param metadata what came beside it; only actions are given it
 * @param forwarded whether another command's forward led here
 */
public record Invocation(
    MethodDescriptor method, ByteString request, Metadata metadata, boolean forwarded) {
  private static final String PREFIX = "type.googleapis.com/";

  /**
   * The request as it travels in a command.
   *
   * @return the payload
   */
  public Any payload() {
    return wrapped(method, request);
  }

  /**
   * Any request as it travels in a command: under its type's url, or as it is if the method takes
   * {@code Any}.
   *
   * @param method the method called
   * @param request the request's bytes
   * @return the payload
   * @throws InvalidProtocolBufferException if the request is not of the type that the method takes
   */
  public static Any payload(MethodDescriptor method, ByteString request)
      throws InvalidProtocolBufferException {
    if (takesAny(method)) {
      return Any.parseFrom(request);
    }
    var unused = DynamicMessage.parseFrom(method.getInputType(), request);
    return wrapped(method, request);
  }

  /** The request in a payload, if it is what the method takes; the inverse of the above. */
  static Optional<ByteString> request(MethodDescriptor method, Any payload) {
    if (takesAny(method)) {
      return Optional.of(payload.toByteString());
    }
    return isOf(payload, method.getInputType())
        ? Optional.of(payload.getValue())
        : Optional.empty();
  }

  /**
   * The outcome of a request that is not what the method takes.
   *
   * @param e what is wrong with it
   * @return a failure with status INVALID_ARGUMENT
   */
  public Outcome.Failed unreadable(InvalidProtocolBufferException e) {
    return new Outcome.Failed(
        Status.INVALID_ARGUMENT.withDescription(
            "the request is not a %s: %s"
                .formatted(method.getInputType().getFullName(), e.getMessage())));
  }

  /**
   * Whether a payload has a type, under any host.
   *
   * @param payload what came
   * @param type what is asked for
   * @return whether the payload's url names the type
   */
  public static boolean isOf(Any payload, Descriptor type) {
    String url = payload.getTypeUrl();
    return url.substring(url.lastIndexOf('/') + 1).equals(type.getFullName())
        && url.indexOf('/') >= 0;
  }

  private static Any wrapped(MethodDescriptor method, ByteString request) {
    return Any.newBuilder()
        .setTypeUrl(PREFIX + method.getInputType().getFullName())
        .setValue(request)
        .build();
  }

  /**
   * Whether a method takes whatever there is.
   *
   * @param method a method
   * @return whether its request is {@code Any}
   */
  public static boolean takesAny(MethodDescriptor method) {
    return method.getInputType().getFullName().equals(Any.getDescriptor().getFullName());
  }
}
