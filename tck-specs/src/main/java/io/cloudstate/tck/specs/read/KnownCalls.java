package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.specs.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The calls that the steps read so far have made, by their names. */
final class KnownCalls {

  /** What these mean in {@code silence} is no call. */
  private static final Set<String> NO_NAMES = Set.of("", "reports", "discovery", "port");

  private final Map<String, Called> called = new LinkedHashMap<>();

  /**
   * What is known of a call.
   *
   * @param method what was called, unless it was called by a name or path of any kind
   * @param http whether it is answered over HTTP
   * @param open whether the client may send more
   */
  record Called(Optional<MethodDescriptor> method, boolean http, boolean open) {

    boolean streams() {
      return method.filter(MethodDescriptor::isServerStreaming).isPresent();
    }

    String name() {
      return method.map(MethodDescriptor::getName).orElse("the call");
    }
  }

  /** The call that a node names. */
  Channel.OfCall named(Node name) {
    if (!called.containsKey(name.text())) {
      throw name.error(
          "No call is named " + name.flow() + ". " + Words.known(name.text(), called.keySet()));
    }
    return new Channel.OfCall(name.text());
  }

  /**
   * One more call.
   *
   * @param given its name, where it was given one
   * @param kind what it is called by and numbered otherwise
   */
  Channel.OfCall add(Optional<Node> given, String kind, Called call) {
    String name = given.map(Node::text).orElseGet(() -> numbered(kind));
    if (NO_NAMES.contains(name)) {
      throw given.orElseThrow().error("A call cannot be named \"" + name + "\".");
    }
    if (called.putIfAbsent(name, call) != null) {
      throw given.orElseThrow().error("A call named \"" + name + "\" stands above already.");
    }
    return new Channel.OfCall(name);
  }

  /** A name that no call has. */
  private String numbered(String kind) {
    int number = called.size() + 1;
    while (called.containsKey(kind + " " + number)) {
      number++;
    }
    return kind + " " + number;
  }

  /** The pair's proxy asks for discovery; what it is answered is known like an answer to a call. */
  void discoveredByProxy(MethodDescriptor discover) {
    called.putIfAbsent(
        Channel.OfDiscovery.ANSWER.name(), new Called(Optional.of(discover), false, false));
  }

  /** The names of those that asked for discovery, in order. */
  List<String> discoveries() {
    return called.entrySet().stream()
        .filter(call -> call.getValue().name().equals("discover"))
        .map(Map.Entry::getKey)
        .toList();
  }

  Called get(Channel.OfCall channel) {
    return Objects.requireNonNull(called.get(channel.name()), channel.name());
  }

  /** The method of a call on which the client may send more. */
  MethodDescriptor open(Channel.OfCall channel, Node name) {
    Called call = get(channel);
    if (!call.open()) {
      throw name.error(
          call.method().filter(MethodDescriptor::isClientStreaming).isPresent()
              ? "The client's side of "
                  + name.flow()
                  + " is closed; make its call with \"open: true\"."
              : "The client of " + name.flow() + " does not stream.");
    }
    return call.method().orElseThrow();
  }
}
