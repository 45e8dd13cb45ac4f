package io.cloudstate.tck.runner.trace;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Side;
import java.util.Optional;

/**
 * One thing that can happen while a scenario runs. Streams of one entity are told apart by their
 * instance, counted from 1.
 */
public sealed interface Happening {

  /** Something on an entity's stream. */
  sealed interface OnStream extends Happening {

    /** Whose stream. */
    Channel.OfEntity channel();

    /** Which one of that entity's streams, from 1. */
    int instance();
  }

  /** A stream was opened. */
  record Opened(Channel.OfEntity channel, int instance) implements OnStream {}

  /** A message, as it was on the wire. */
  record Message(Channel.OfEntity channel, int instance, Side side, ByteString bytes)
      implements OnStream {}

  /** The proxy's side half-closed. */
  record HalfClosed(Channel.OfEntity channel, int instance) implements OnStream {}

  /** The proxy's side cancelled or reset. */
  record Cancelled(Channel.OfEntity channel, int instance) implements OnStream {}

  /** The service's side ended the stream, with a gRPC status. */
  record Finished(Channel.OfEntity channel, int instance, String code, String description)
      implements OnStream {}

  /**
   * A call was made.
   *
   * @param how {@code grpc} or {@code http}
   * @param what method or request line
   * @param request the message, or the body as UTF-8
   */
  record Called(Channel.OfCall channel, String how, String what, ByteString request)
      implements Happening {}

  /** A gRPC call ended. */
  record Returned(
      Channel.OfCall channel, String code, String description, Optional<ByteString> message)
      implements Happening {}

  /** An HTTP call ended. */
  record Responded(Channel.OfCall channel, int status, String contentType, String body)
      implements Happening {}

  /** The proxy called {@code reportError}. */
  record Reported(String message) implements Happening {}

  /** A wait of the judge, told by its serial number, ended because its deadline came. */
  record Expired(int serial) implements Happening {}

  /** Something a reader should know, that no verdict depends on. */
  record Note(String text) implements Happening {}
}
