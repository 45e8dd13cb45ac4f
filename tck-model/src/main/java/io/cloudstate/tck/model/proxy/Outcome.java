package io.cloudstate.tck.model.proxy;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.Metadata;
import io.grpc.Status;

/** What became of a command, as its client sees it. */
sealed interface Outcome {

  /**
   * It was replied to.
   *
   * @param message the reply's bytes
   * @param metadata what the reply says beside it
   */
  record Replied(ByteString message, Metadata metadata) implements Outcome {
    Replied(ByteString message) {
      this(message, Metadata.getDefaultInstance());
    }
  }

  /** It was carried out and has no answer. */
  record Unanswered() implements Outcome {}

  /**
   * It failed.
   *
   * @param status status and description for the client
   * @param refused whether the user function itself said so; else something is wrong
   */
  record Failed(Status status, boolean refused) implements Outcome {
    Failed(Status status) {
      this(status, false);
    }
  }

  /** Something went wrong; the client sees it as it sees a failure of the user function. */
  static Failed failed(String description) {
    return new Failed(Status.UNKNOWN.withDescription(description));
  }

  /** The user function refused the command: status UNKNOWN. */
  static Failed refused(String description) {
    return new Failed(Status.UNKNOWN.withDescription(description), true);
  }
}
