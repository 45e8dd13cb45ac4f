package io.cloudstate.tck.model.proxy.discovery;

import java.util.Arrays;
import java.util.Optional;

/** The entity types of the protocol, by the full name of the service that speaks each. */
public enum EntityType {
  /** Without state; any kind of streaming. */
  ACTION("cloudstate.action.ActionProtocol", false, true, true),
  /** Replicated state that merges; may stream its output. */
  CRDT("cloudstate.crdt.Crdt", true, false, true),
  /** State that its events make. */
  EVENT_SOURCED("cloudstate.eventsourced.EventSourced", true, false, false),
  /** State that is persisted whole. */
  VALUE("cloudstate.valueentity.ValueEntity", true, false, false);

  private final String protocol;
  private final boolean keyed;
  private final boolean streamsIn;
  private final boolean streamsOut;

  EntityType(String protocol, boolean keyed, boolean streamsIn, boolean streamsOut) {
    this.protocol = protocol;
    this.keyed = keyed;
    this.streamsIn = streamsIn;
    this.streamsOut = streamsOut;
  }

  static Optional<EntityType> named(String protocol) {
    return Arrays.stream(values()).filter(type -> type.protocol.equals(protocol)).findFirst();
  }

  /**
   * The service that speaks this type's protocol.
   *
   * @return its full name
   */
  public String protocol() {
    return protocol;
  }

  boolean keyed() {
    return keyed;
  }

  boolean streamsIn() {
    return streamsIn;
  }

  boolean streamsOut() {
    return streamsOut;
  }
}
