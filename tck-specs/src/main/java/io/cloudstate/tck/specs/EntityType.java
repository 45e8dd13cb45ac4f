package io.cloudstate.tck.specs;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An entity type of the protocol, by the protocol service that speaks it. */
public enum EntityType {
  EVENT_SOURCED(
      "cloudstate.eventsourced.EventSourced",
      EventSourcedStreamIn.getDescriptor(),
      EventSourcedStreamOut.getDescriptor()),
  VALUE_ENTITY(
      "cloudstate.valueentity.ValueEntity",
      ValueEntityStreamIn.getDescriptor(),
      ValueEntityStreamOut.getDescriptor()),
  CRDT("cloudstate.crdt.Crdt", CrdtStreamIn.getDescriptor(), CrdtStreamOut.getDescriptor()),
  ACTION(
      "cloudstate.action.ActionProtocol",
      ActionCommand.getDescriptor(),
      ActionResponse.getDescriptor());

  private final String protocol;
  private final Descriptor streamIn;
  private final Descriptor streamOut;

  EntityType(String protocol, Descriptor streamIn, Descriptor streamOut) {
    this.protocol = protocol;
    this.streamIn = streamIn;
    this.streamOut = streamOut;
  }

  /** Full name of the protocol service, which is also the type's name in discovery. */
  public String protocol() {
    return protocol;
  }

  /** Whether instances are told apart by a key, and each lives on a stream of its own. */
  public boolean isKeyed() {
    return this != ACTION;
  }

  /** Simple names of the rpcs that carry frames of this type. */
  public List<String> rpcs() {
    return this == ACTION
        ? List.of("handleUnary", "handleStreamedIn", "handleStreamedOut", "handleStreamed")
        : List.of("handle");
  }

  /** Full name of the rpc that carries calls of a user's method. */
  public String rpc(MethodDescriptor method) {
    if (this != ACTION) {
      return protocol + "/handle";
    }
    String in = method.isClientStreaming() ? "In" : "";
    String out = method.isServerStreaming() ? "Out" : "";
    String kind = in.isEmpty() && out.isEmpty() ? "Unary" : "Streamed" + in + out;
    return protocol + "/handle" + kind.replace("InOut", "");
  }

  /** The frames that travel in this direction. */
  public Descriptor frames(Side side) {
    return side == Side.IN ? streamIn : streamOut;
  }

  /** The type whose frames an rpc of this full name carries. */
  public static Optional<EntityType> ofRpc(String fullMethodName) {
    return Arrays.stream(values())
        .filter(type -> fullMethodName.startsWith(type.protocol + "/"))
        .filter(type -> type.rpcs().contains(fullMethodName.substring(type.protocol.length() + 1)))
        .findFirst();
  }

  /** Whether the caller of an rpc sends one message, which also ends its side. */
  public static boolean isUnaryIn(String rpc) {
    return rpc.endsWith("/handleUnary") || rpc.endsWith("/handleStreamedOut");
  }

  /** Whether an rpc is answered by one message, which also ends it. */
  public static boolean isUnaryOut(String rpc) {
    return rpc.endsWith("/handleUnary") || rpc.endsWith("/handleStreamedIn");
  }
}
