package io.cloudstate.tck.specs;

import com.google.protobuf.Descriptors.Descriptor;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamIn;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import java.util.Arrays;
import java.util.Optional;

/** An entity type whose instances each live on one bidirectional stream. */
public enum EntityType {
  EVENT_SOURCED(
      "cloudstate.eventsourced.EventSourced",
      EventSourcedStreamIn.getDescriptor(),
      EventSourcedStreamOut.getDescriptor()),
  VALUE_ENTITY(
      "cloudstate.valueentity.ValueEntity",
      ValueEntityStreamIn.getDescriptor(),
      ValueEntityStreamOut.getDescriptor()),
  CRDT("cloudstate.crdt.Crdt", CrdtStreamIn.getDescriptor(), CrdtStreamOut.getDescriptor());

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

  /** Full name of the rpc that carries the entity streams. */
  public String method() {
    return protocol + "/handle";
  }

  /** The frames that travel in this direction. */
  public Descriptor frames(Side side) {
    return side == Side.IN ? streamIn : streamOut;
  }

  /** The type whose streams an rpc of this full name carries. */
  public static Optional<EntityType> ofMethod(String fullMethodName) {
    return Arrays.stream(values()).filter(type -> type.method().equals(fullMethodName)).findFirst();
  }
}
