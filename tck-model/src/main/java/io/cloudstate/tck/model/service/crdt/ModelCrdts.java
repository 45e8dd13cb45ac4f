package io.cloudstate.tck.model.service.crdt;

import io.cloudstate.tck.model.support.Primitives;
import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.Flag;
import io.cloudstate.tck.model.support.crdt.GCounter;
import io.cloudstate.tck.model.support.crdt.GSet;
import io.cloudstate.tck.model.support.crdt.LWWRegister;
import io.cloudstate.tck.model.support.crdt.ORMap;
import io.cloudstate.tck.model.support.crdt.ORSet;
import io.cloudstate.tck.model.support.crdt.PNCounter;
import io.cloudstate.tck.model.support.crdt.Vote;

/** What the model's names stand for: those of entities, and those of a map's entries. */
public final class ModelCrdts {
  private static final String END_OF_TYPE = "-";

  private ModelCrdts() {}

  /**
   * The CRDT that a name starts with.
   *
   * @param name the name of the type, then {@code -} and anything
   * @throws IllegalArgumentException if no type is of that name
   */
  public static Crdt initial(String name) {
    int end = name.indexOf(END_OF_TYPE);
    return switch (end < 0 ? name : name.substring(0, end)) {
      case "GCounter" -> GCounter.ZERO;
      case "PNCounter" -> PNCounter.ZERO;
      case "GSet" -> GSet.EMPTY;
      case "ORSet" -> ORSet.EMPTY;
      case "LWWRegister" -> LWWRegister.of(Primitives.string(""));
      case "Flag" -> Flag.DISABLED;
      case "ORMap" -> ORMap.EMPTY;
      case "Vote" -> Vote.ALONE;
      default ->
          throw new IllegalArgumentException(
              "\"%s\" does not start with the name of a CRDT type and \"-\", as \"GCounter-1\" does."
                  .formatted(name));
    };
  }
}
