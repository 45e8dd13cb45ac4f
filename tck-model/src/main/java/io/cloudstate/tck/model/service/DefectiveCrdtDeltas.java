package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.ORMap;
import io.cloudstate.tck.model.support.crdt.ORSet;
import io.cloudstate.tck.model.support.crdt.Vote;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import java.util.Optional;

/** Defects in how a delta from the proxy is applied. */
final class DefectiveCrdtDeltas {
  private DefectiveCrdtDeltas() {}

  /** The outcome where the defect spoils it; empty where it does not. */
  static Optional<Crdt> applied(ServiceDefect defect, Optional<Crdt> before, CrdtDelta delta) {
    return switch (defect) {
      case GCOUNTER_DELTA_TAKEN_AS_VALUE -> assigned(DeltaCase.GCOUNTER, delta);
      case PNCOUNTER_DELTA_TAKEN_AS_VALUE -> assigned(DeltaCase.PNCOUNTER, delta);
      case GSET_DELTA_REPLACES_ELEMENTS -> assigned(DeltaCase.GSET, delta);
      case FLAG_GOES_BACK -> assigned(DeltaCase.FLAG, delta);
      case ORSET_DELTA_APPLIED_BACKWARDS ->
          delta.hasOrset()
              ? Optional.of(setBackwards(before.orElse(ORSet.EMPTY), delta.getOrset()))
              : Optional.empty();
      case MAP_DELTA_APPLIED_BACKWARDS ->
          delta.hasOrmap()
              ? Optional.of(mapBackwards(before.orElse(ORMap.EMPTY), delta.getOrmap()))
              : Optional.empty();
      case MAP_ENTRY_DELTA_TAKEN_AS_VALUE ->
          before.isPresent() && before.get() instanceof ORMap map
              ? Optional.of(entriesAssigned(map, delta))
              : Optional.empty();
      case VOTE_COUNTS_ADDED_UP ->
          before.isPresent() && before.get() instanceof Vote vote
              ? Optional.of(addedUp(vote, vote.with(delta)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Crdt> assigned(DeltaCase type, CrdtDelta delta) {
    return delta.getDeltaCase() == type ? Optional.of(Crdt.of(delta)) : Optional.empty();
  }

  private static Crdt setBackwards(Crdt before, ORSetDelta delta) {
    return before
        .with(set(ORSetDelta.newBuilder().addAllAdded(delta.getAddedList())))
        .with(set(ORSetDelta.newBuilder().addAllRemoved(delta.getRemovedList())))
        .with(set(ORSetDelta.newBuilder().setCleared(delta.getCleared())));
  }

  private static CrdtDelta set(ORSetDelta.Builder delta) {
    return CrdtDelta.newBuilder().setOrset(delta).build();
  }

  private static Crdt mapBackwards(Crdt before, ORMapDelta delta) {
    return before
        .with(map(ORMapDelta.newBuilder().addAllAdded(delta.getAddedList())))
        .with(map(ORMapDelta.newBuilder().addAllUpdated(delta.getUpdatedList())))
        .with(map(ORMapDelta.newBuilder().addAllRemoved(delta.getRemovedList())))
        .with(map(ORMapDelta.newBuilder().setCleared(delta.getCleared())));
  }

  private static CrdtDelta map(ORMapDelta.Builder delta) {
    return CrdtDelta.newBuilder().setOrmap(delta).build();
  }

  private static Crdt entriesAssigned(ORMap before, CrdtDelta delta) {
    ORMap after = before.with(delta);
    for (ORMapEntryDelta updated : delta.getOrmap().getUpdatedList()) {
      if (before.get(updated.getKey()).isPresent()) {
        after = after.put(updated.getKey(), Crdt.of(updated.getDelta()));
      }
    }
    return after;
  }

  private static Vote addedUp(Vote before, Vote counted) {
    return new Vote(
        counted.self(), before.votesFor() + counted.votesFor(), before.voters() + counted.voters());
  }
}
