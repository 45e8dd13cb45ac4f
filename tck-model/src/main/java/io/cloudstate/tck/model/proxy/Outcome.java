package io.cloudstate.tck.model.proxy;

import com.google.protobuf.ByteString;
import io.grpc.Status;

/** What became of a command, as its client sees it. */
sealed interface Outcome {

  /** It was replied to with this message. */
  record Replied(ByteString message) implements Outcome {}

  /** It failed with this status and description. */
  record Failed(Status status) implements Outcome {}

  /** A failure as the user function's own are: status UNKNOWN. */
  static Outcome failed(String description) {
    return new Failed(Status.UNKNOWN.withDescription(description));
  }
}
