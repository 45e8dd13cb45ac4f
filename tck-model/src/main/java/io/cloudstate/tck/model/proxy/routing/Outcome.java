package io.cloudstate.tck.model.proxy.routing;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.Metadata;
import io.grpc.Status;

/** What became of a command, as its client sees it. */
public sealed interface Outcome {

  /**
   * It was replied to.
   *
   * @param message the reply's bytes
   * @param metadata what the reply says beside it
   */
  record Replied(ByteString message, Metadata metadata) implements Outcome {
    /**
     * A reply that says nothing beside its message.
     *
     * @param message the reply's bytes
     */
    public Replied(ByteString message) {
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
    /**
     * A failure that is not the user function's own.
     *
     * @param status status and description for the client
     */
    public Failed(Status status) {
      this(status, false);
    }
  }

  /**
   * Something went wrong; the client sees it as it sees a failure of the user function.
   *
   * @param description what is wrong
   * @return the outcome
   */
  static Failed failed(String description) {
    return new Failed(Status.UNKNOWN.withDescription(description));
  }

  /**
   * The user function refused the command: status UNKNOWN.
   *
   * @param description what the user function says
   * @return the outcome
   */
  static Failed refused(String description) {
    return new Failed(Status.UNKNOWN.withDescription(description), true);
  }
}
