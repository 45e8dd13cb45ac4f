package io.cloudstate.tck.specs;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that the runner does or expects, after shorthands are expanded. */
public sealed interface Step {

  /** What the runner does. */
  sealed interface Act extends Step {}

  /** What the runner expects to see next on a channel. */
  sealed interface Expectation extends Step {

    /** Where. */
    Channel channel();

    /** The requirement that is violated where this is not met. */
    String proves();
  }

  /**
   * Sends a frame on an entity's stream, or to or from an action.
   *
   * @param fresh whether it opens a new stream
   * @param rpc full name of the rpc that carries it
   * @param ends whether the stream ends with it, well, as that of a single answer does
   */
  record Send(
      Channel.OfEntity channel, boolean fresh, String rpc, Pattern.Fields frame, boolean ends)
      implements Act {

    /** The same, with an end of its own to come. */
    public Send goingOn() {
      return new Send(channel, fresh, rpc, frame, false);
    }
  }

  /** Half-closes an entity's stream, as a proxy does to passivate it. */
  record HalfClose(Channel.OfEntity channel) implements Act {}

  /** Cancels an entity's stream. */
  record Cancel(Channel.OfEntity channel) implements Act {}

  /** Ends an entity's stream in the candidate's place, with a gRPC status code. */
  record Finish(Channel.OfEntity channel, String code) implements Act {}

  /**
   * Calls a method; what comes of it comes on the call's channel.
   *
   * @param requests one, or any number where the client streams
   * @param ends whether the client half-closes after them
   * @param headers request headers, names in lower case; a name that ends in {@code -bin} has its
   *     value in base64
   */
  record Call(
      Channel.OfCall channel,
      Via via,
      MethodDescriptor method,
      List<Pattern.Fields> requests,
      boolean ends,
      Map<String, String> headers)
      implements Act {

    public Call {
      requests = List.copyOf(requests);
      headers = Map.copyOf(headers);
    }
  }

  /** Sends one more message on a call on which the client streams. */
  record CallSend(Channel.OfCall channel, Pattern.Fields request) implements Act {}

  /** The client ends its side of a call on which it streams. */
  record CallHalfClose(Channel.OfCall channel) implements Act {}

  /** The client cancels a call. */
  record CallCancel(Channel.OfCall channel) implements Act {}

  /** Calls a method of any name with any bytes, by gRPC to the proxy. */
  record RawCall(Channel.OfCall channel, String method, ByteString request) implements Act {}

  /**
   * Sends an HTTP request as it is written.
   *
   * @param path with its query, percent-encoded
   * @param headers request headers, the content type among them
   */
  record HttpCall(
      Channel.OfCall channel, String verb, String path, Map<String, String> headers, String body)
      implements Act {

    public HttpCall {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Starts a proxy of the scenario's own, whose service is the runner.
   *
   * @param spec the {@code cloudstate.EntitySpec} that it is answered
   * @param reachable whether the service is there from the start
   * @param answers whether it answers discovery before it is told to
   */
  record StartProxy(Pattern.Fields spec, boolean reachable, boolean answers) implements Act {}

  /** The service of the scenario's own proxy answers discovery from now on, as it was not to. */
  record Answer() implements Act {}

  /** The service of the scenario's own proxy goes away, with all connections. */
  record Disconnect() implements Act {}

  /** The service of the scenario's own proxy comes back, where it was. */
  record Reconnect() implements Act {}

  /**
   * The kit does this to the service or the proxy as a whole.
   *
   * @param on the only channel on which what the service answers is held back, the end of its calls
   *     too, so that who calls is kept waiting until the service is there again
   */
  record Befall(Half who, Fate fate, Optional<Channel.OfEntity> on) implements Act {

    /** All of it. */
    public Befall(Half who, Fate fate) {
      this(who, fate, Optional.empty());
    }
  }

  /**
   * The next thing on the channel is a frame that matches.
   *
   * @param fresh whether it is the first of a new stream
   * @param rpc full name of the rpc that must carry a fresh one, where there are several
   * @param saves values to keep for later steps: the name, and the path in the frame
   */
  record ExpectFrame(
      Channel.OfEntity channel,
      Side side,
      boolean fresh,
      Optional<String> rpc,
      Pattern.Fields frame,
      Map<String, String> saves,
      String proves)
      implements Expectation {

    public ExpectFrame {
      saves = Map.copyOf(saves);
    }
  }

  /** The next thing in the direction of the ending is the stream's end, or half of it. */
  record ExpectEnd(Channel.OfEntity channel, Ending ending, String proves) implements Expectation {}

  /** The next thing that the client of a call gets is this message. */
  record ExpectMessage(Channel.OfCall channel, Pattern.Fields message, String proves)
      implements Expectation {}

  /** The call ends like this. */
  record ExpectOutcome(Channel.OfCall channel, CallOutcome outcome, String proves)
      implements Expectation {}

  /** The proxy asks for discovery, in these words. */
  record ExpectDiscovery(Channel.OfDiscovery channel, Pattern.Fields request, String proves)
      implements Expectation {}

  /** The proxy opens its port. */
  record ExpectServing(Channel.OfPort channel, String proves) implements Expectation {}

  /** The answer to a discovery call holds what a rule says. */
  record ExpectSpec(Channel.OfCall channel, SpecRule rule, String proves) implements Expectation {}

  /** The proxy reports an error of the service. */
  record ExpectReport(Channel.OfReports channel, String proves) implements Expectation {}

  /** Nothing comes on this channel until the must-not deadline. */
  record ExpectSilence(Channel channel, String proves) implements Expectation {}

  /** One of several conforming ways goes on. */
  record Either(List<Branch> branches) implements Step {

    public Either {
      branches = List.copyOf(branches);
    }
  }

  /** One conforming way, with the name under which the report says that it was taken. */
  record Branch(String name, List<Planned> steps) {

    public Branch {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step in its place.
   *
   * @param number of the written step that it came from, counted from 1
   */
  record Planned(int number, Step step) {}

  /** How a call reaches the other side. */
  enum Via {
    /** gRPC to the proxy. */
    GRPC,
    /** gRPC-Web, over HTTP/1.1. */
    GRPC_WEB,
    /** The method's {@code google.api.http} binding. */
    HTTP,
    /** {@code POST /<service>/<method>} with JSON. */
    POST,
    /** gRPC to the candidate itself: the protocol's own unary methods. */
    PROTOCOL
  }

  /** How a stream, or one direction of it, ends. */
  sealed interface Ending {

    /** The proxy half-closes. */
    record HalfClosed() implements Ending {}

    /** The proxy cancels or resets. */
    record Cancelled() implements Ending {}

    /** The proxy half-closes, cancels or resets. */
    record Dropped() implements Ending {}

    /** The service ends the stream with this gRPC status code; empty means any but OK. */
    record Finished(Optional<String> code) implements Ending {}
  }

  /** How a call ends. */
  sealed interface CallOutcome {

    /**
     * With the one response of a call that has one.
     *
     * @param headers response headers that must be there, by name in lower case
     */
    record Returns(Pattern.Fields response, Map<String, String> headers) implements CallOutcome {

      public Returns {
        headers = Map.copyOf(headers);
      }
    }

    /** With status OK, after whatever messages were streamed. */
    record Completes() implements CallOutcome {}

    /**
     * With a failure.
     *
     * @param code gRPC status code name; empty means any but OK
     * @param description the status' description; empty means any
     */
    record Fails(Optional<String> code, Optional<String> description) implements CallOutcome {}

    /**
     * Over HTTP, with this status.
     *
     * @param body what the body is
     */
    record Http(int status, Body body) implements CallOutcome {}
  }

  /** The body of an HTTP response. */
  sealed interface Body {

    /** Whatever it is. */
    record Unread() implements Body {}

    /** JSON, whatever its layout. */
    record Json(String json) implements Body {}

    /** Several JSON values, a line each, or each in a server-sent event. */
    record Lines(List<String> json) implements Body {

      public Lines {
        json = List.copyOf(json);
      }
    }
  }
}
