package io.cloudstate.tck.model.proxy.crdt;

/**
 * A command on a CRDT's stream of which the service may still say something.
 *
 * @param id the command's id
 * @param call whose command it is
 * @param streamed whether the method streams its output
 * @param stage how far it has come
 */
record Pending<C>(long id, C call, boolean streamed, Stage stage) {

  Pending<C> at(Stage next) {
    return new Pending<>(id, call, streamed, next);
  }

  /** How far a command has come. */
  enum Stage {
    /** Sent; the service owes the reply. */
    ASKED,
    /** Streamed and replied to; the service sends messages when it likes. */
    OPEN,
    /** Sent, but its client has gone; the service owes the reply, and the cancel response. */
    FORSAKEN,
    /** Streamed and replied to, but its client has gone; the service owes the cancel response. */
    CANCELLED,
    /** The cancel response came before the reply, which the service may leave out now. */
    REPLY_MAY_COME,
    /** The command ended while its cancellation was underway, which may be answered or not. */
    RESPONSE_MAY_COME;

    boolean hasClient() {
      return this == ASKED || this == OPEN;
    }

    boolean owesReply() {
      return this == ASKED || this == FORSAKEN;
    }

    boolean awaitsReply() {
      return owesReply() || this == REPLY_MAY_COME;
    }

    boolean awaitsMessages() {
      return this == OPEN || this == CANCELLED;
    }

    boolean awaitsResponse() {
      return this == FORSAKEN || this == CANCELLED || this == RESPONSE_MAY_COME;
    }

    /** Whether the stream is needed for it. */
    boolean isBusy() {
      return owesReply() || awaitsMessages();
    }
  }
}
