package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;

/** What has come of a gRPC call so far, but for streamed messages. Used by one thread at a time. */
final class Response {

  private Map<String, String> headers = Map.of();
  private Optional<ByteString> message = Optional.empty();
  private boolean several;

  void headers(Map<String, String> received) {
    headers = received;
  }

  void message(ByteString received) {
    several = message.isPresent();
    message = Optional.of(received);
  }

  /** As gRPC's own stubs report it. */
  Happening ended(Channel.OfCall channel, Status ended) {
    Status status =
        several
            ? Status.INTERNAL.withDescription("More than one message answered a unary call")
            : ended;
    String description = status.getDescription();
    return new Happening.Returned(
        channel, status.getCode().name(), description == null ? "" : description, message, headers);
  }
}
