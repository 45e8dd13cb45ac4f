package io.cloudstate.tck.specs;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.List;
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
   * Sends a frame on an entity's stream.
   *
   * @param fresh whether it opens a new stream
   */
  record Send(Channel.OfEntity channel, boolean fresh, Pattern.Fields frame) implements Act {}

  /** Half-closes an entity's stream, as a proxy does to passivate it. */
  record HalfClose(Channel.OfEntity channel) implements Act {}

  /** Cancels an entity's stream. */
  record Cancel(Channel.OfEntity channel) implements Act {}

  /** Ends an entity's stream in the candidate's place, with a gRPC status code. */
  record Finish(Channel.OfEntity channel, String code) implements Act {}

  /** Calls a method; the outcome comes on the call's channel. */
  record Call(Channel.OfCall channel, Via via, MethodDescriptor method, Pattern.Fields request)
      implements Act {}

  /** Sends an HTTP request that no gRPC method stands for, such as malformed JSON. */
  record HttpCall(Channel.OfCall channel, String verb, String path, String contentType, String body)
      implements Act {}

  /**
   * The next thing on the channel is a frame that matches.
   *
   * @param fresh whether it is the first of a new stream
   */
  record ExpectFrame(
      Channel.OfEntity channel, Side side, boolean fresh, Pattern.Fields frame, String proves)
      implements Expectation {}

  /** The next thing on the channel is its end, or half of it. */
  record ExpectEnd(Channel.OfEntity channel, Ending ending, String proves) implements Expectation {}

  /** The call ends like this. */
  record ExpectOutcome(Channel.OfCall channel, CallOutcome outcome, String proves)
      implements Expectation {}

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

    /** With a response. */
    record Returns(Pattern.Fields response) implements CallOutcome {}

    /**
     * With a failure.
     *
     * @param code gRPC status code name; empty means any but OK
     * @param description the status' description; empty means any
     */
    record Fails(Optional<String> code, Optional<String> description) implements CallOutcome {}

    /** Over HTTP, with a status outside 200. */
    record HttpStatus(int status) implements CallOutcome {}
  }
}
