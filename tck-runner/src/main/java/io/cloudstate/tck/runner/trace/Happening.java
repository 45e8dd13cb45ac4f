package io.cloudstate.tck.runner.trace;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.Side;
import java.util.Map;
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

  /**
   * A stream was opened.
   *
   * @param rpc full name of the rpc that carries it
   */
  record Opened(Channel.OfEntity channel, int instance, String rpc) implements OnStream {}

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

  /** Something on a call, as its client saw it. */
  sealed interface OnCall extends Happening {

    /** Which call. */
    Channel.OfCall channel();
  }

  /** What the client of a call does; the others come back to it. */
  sealed interface ByClient extends OnCall {}

  /**
   * A call was made.
   *
   * @param how {@code grpc}, {@code grpc-web} or {@code http}
   * @param what method or request line
   * @param request the message, or the body as UTF-8
   */
  record Called(Channel.OfCall channel, String how, String what, ByteString request)
      implements ByClient {}

  /** The client of a call sent one more message. */
  record Sent(Channel.OfCall channel, ByteString request) implements ByClient {}

  /** The client of a call half-closed it. */
  record ClientHalfClosed(Channel.OfCall channel) implements ByClient {}

  /** The client of a call cancelled it. */
  record ClientCancelled(Channel.OfCall channel) implements ByClient {}

  /** The client of a call on which the server streams got a message. */
  record Received(Channel.OfCall channel, ByteString message) implements OnCall {}

  /**
   * A gRPC call ended.
   *
   * @param message the response, where there is one and it is not streamed
   * @param headers response headers by name in lower case
   */
  record Returned(
      Channel.OfCall channel,
      String code,
      String description,
      Optional<ByteString> message,
      Map<String, String> headers)
      implements OnCall {

    public Returned {
      headers = Map.copyOf(headers);
    }

    /** Without headers. */
    public Returned(
        Channel.OfCall channel, String code, String description, Optional<ByteString> message) {
      this(channel, code, description, message, Map.of());
    }
  }

  /**
   * An HTTP call ended.
   *
   * @param status 0 where no response came
   * @param headers response headers by name in lower case
   */
  record Responded(Channel.OfCall channel, int status, Map<String, String> headers, String body)
      implements OnCall {

    public Responded {
      headers = Map.copyOf(headers);
    }

    /** Empty where there is none. */
    public String contentType() {
      return headers.getOrDefault("content-type", "");
    }
  }

  /** The kit did this to the service or the proxy as a whole. */
  record Befell(Half who, Fate fate) implements Happening {}

  /** The scenario's own proxy, or that of its pair, called {@code discover}. */
  record Discovered(ByteString request) implements Happening {}

  /** The scenario's own proxy, or that of its pair, opened its port. */
  record Serving() implements Happening {}

  /** The proxy called {@code reportError}. */
  record Reported(String message) implements Happening {}

  /** A wait of the judge, told by its serial number, ended because its deadline came. */
  record Expired(int serial) implements Happening {}

  /**
   * What the candidate announces, where the scenario was not run because of it; then nothing else
   * is in the trace.
   *
   * @param spec its answer to discovery, without the descriptors
   * @param claimed whether the candidate is said to have what the scenario needs
   */
  record Announced(ByteString spec, boolean claimed) implements Happening {}

  /**
   * The candidate's process ended while this scenario ran; then nothing comes after it.
   *
   * @param how with what status, and its last lines
   * @param beside how many others ran at that time, none of which ends it by itself, and nor does
   *     this one
   */
  record ProcessEnded(String how, int beside) implements Happening {}

  /** Something a reader should know, that no verdict depends on. */
  record Note(String text) implements Happening {}
}
