package io.cloudstate.tck.model.proxy.crdt;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.GSetDelta;
import io.cloudstate.tck.protocol.crdt.LWWRegisterDelta;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import io.cloudstate.tck.protocol.crdt.VoteDelta;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Defects in bookkeeping, at all depths of a map. */
final class DefectiveBookkeeping extends Bookkeeping {
  private final Set<ProxyDefect> defects;

  private DefectiveBookkeeping(Set<ProxyDefect> defects) {
    this.defects = defects;
  }

  static Bookkeeping of(Set<ProxyDefect> defects) {
    return defects.isEmpty() ? new Bookkeeping() : new DefectiveBookkeeping(defects);
  }

  @Override
  Crdt updated(Optional<Crdt> before, CrdtDelta update) throws UnfitDeltaException {
    if (update.hasVote() && has(ProxyDefect.VOTE_COUNTS_FROM_SERVICE)) {
      VoteDelta vote = update.getVote();
      return new Vote(vote.getSelfVote(), vote.getVotesFor(), vote.getTotalVoters());
    }
    return super.updated(before.filter(crdt -> !overwrites(crdt, update)), taken(before, update));
  }

  @Override
  CrdtDelta told(Crdt crdt) {
    return told(super.told(crdt));
  }

  private boolean overwrites(Crdt before, CrdtDelta update) {
    return has(ProxyDefect.CRDT_LAST_DELTA_KEPT)
        || (before.type() != update.getDeltaCase() && has(ProxyDefect.OTHER_TYPE_OF_DELTA_ACCEPTED))
        || (before instanceof Flag && has(ProxyDefect.FLAG_GOES_BACK))
        || (before instanceof LWWRegister && has(ProxyDefect.REGISTER_AUTO_INCREMENT_IGNORED));
  }

  /** What is taken of an update. */
  private CrdtDelta taken(Optional<Crdt> before, CrdtDelta update) {
    CrdtDelta.Builder taken = update.toBuilder();
    switch (update.getDeltaCase()) {
      case GCOUNTER -> {
        if (has(ProxyDefect.GCOUNTER_DOUBLES)) {
          taken.getGcounterBuilder().setIncrement(2 * update.getGcounter().getIncrement());
        }
      }
      case PNCOUNTER -> taken.getPncounterBuilder().setChange(change(update));
      case GSET -> taken.setGset(taken(update.getGset()));
      case ORSET -> taken.setOrset(taken(update.getOrset()));
      case LWWREGISTER -> taken.setLwwregister(taken(before, update.getLwwregister()));
      case FLAG -> {
        if (has(ProxyDefect.FLAG_LOST)) {
          taken.getFlagBuilder().setValue(false);
        }
      }
      case ORMAP -> taken.setOrmap(taken(before, update.getOrmap()));
      case VOTE -> {
        boolean stays = before.filter(Vote.of(true)::equals).isPresent();
        if (stays && has(ProxyDefect.VOTE_NEVER_WITHDRAWN)) {
          taken.getVoteBuilder().setSelfVote(true);
        }
      }
      case DELTA_NOT_SET -> {}
    }
    return taken.build();
  }

  /** What is told of the whole state. */
  private CrdtDelta told(CrdtDelta full) {
    CrdtDelta.Builder told = full.toBuilder();
    if (full.hasVote() && has(ProxyDefect.VOTES_NOT_COUNTED)) {
      told.getVoteBuilder().clearVotesFor();
    }
    if (full.hasVote() && has(ProxyDefect.VOTERS_NOT_COUNTED)) {
      told.getVoteBuilder().clearTotalVoters();
    }
    if (full.hasOrmap()) {
      told.getOrmapBuilder()
          .getAddedBuilderList()
          .forEach(entry -> entry.setDelta(told(entry.getDelta())));
    }
    return told.build();
  }

  private long change(CrdtDelta update) {
    long change = update.getPncounter().getChange();
    if (change < 0 && has(ProxyDefect.PNCOUNTER_NEVER_SHRINKS)) {
      return 0;
    }
    return has(ProxyDefect.PNCOUNTER_DOUBLES) ? 2 * change : change;
  }

  private GSetDelta taken(GSetDelta update) {
    return has(ProxyDefect.GSET_FIRST_ELEMENT_KEPT) && update.getAddedCount() > 1
        ? GSetDelta.newBuilder().addAdded(update.getAdded(0)).build()
        : update;
  }

  private ORSetDelta taken(ORSetDelta update) {
    ORSetDelta.Builder taken = update.toBuilder();
    if (has(ProxyDefect.ORSET_CLEARED_IGNORED)) {
      taken.clearCleared();
    }
    if (has(ProxyDefect.ORSET_REMOVED_IGNORED)) {
      taken.clearRemoved();
    }
    if (has(ProxyDefect.ORSET_REMOVED_LAST)) {
      List<Any> left =
          update.getAddedList().stream()
              .filter(element -> !update.getRemovedList().contains(element))
              .toList();
      taken.clearAdded().addAllAdded(left);
    }
    if (has(ProxyDefect.ORSET_CLEARED_LAST) && update.getCleared()) {
      taken.clearAdded();
    }
    return taken.build();
  }

  private LWWRegisterDelta taken(Optional<Crdt> before, LWWRegisterDelta update) {
    if (before.isPresent()
        && before.get() instanceof LWWRegister register
        && has(ProxyDefect.REGISTER_FIRST_VALUE_KEPT)) {
      return register.written();
    }
    LWWRegisterDelta.Builder taken = update.toBuilder();
    if (has(ProxyDefect.REGISTER_CLOCK_KIND_LOST)) {
      taken.clearClock();
    }
    if (has(ProxyDefect.REGISTER_CLOCK_VALUE_LOST)) {
      taken.clearCustomClockValue();
    }
    return taken.build();
  }

  private ORMapDelta taken(Optional<Crdt> before, ORMapDelta update) {
    ORMapDelta.Builder taken = update.toBuilder().clearUpdated().clearAdded();
    if (has(ProxyDefect.ORMAP_CLEARED_IGNORED)) {
      taken.clearCleared();
    }
    if (has(ProxyDefect.ORMAP_REMOVED_IGNORED)) {
      taken.clearRemoved();
    }
    if (!has(ProxyDefect.ORMAP_UPDATED_IGNORED)) {
      update.getUpdatedList().forEach(entry -> takeUpdated(before, entry, taken));
    }
    if (!(has(ProxyDefect.ORMAP_CLEARED_LAST) && update.getCleared())) {
      update.getAddedList().forEach(entry -> takeAdded(before, update, entry, taken));
    }
    return taken.build();
  }

  private void takeUpdated(Optional<Crdt> before, ORMapEntryDelta entry, ORMapDelta.Builder taken) {
    Optional<Crdt> value = value(before, entry);
    boolean other =
        value.filter(crdt -> crdt.type() != entry.getDelta().getDeltaCase()).isPresent();
    if ((other && has(ProxyDefect.ORMAP_ENTRY_CHANGES_TYPE))
        || has(ProxyDefect.ORMAP_UPDATE_REPLACES_ENTRY)) {
      taken.addRemoved(entry.getKey());
    }
    taken.addUpdated(taken(value, entry));
  }

  private void takeAdded(
      Optional<Crdt> before, ORMapDelta update, ORMapEntryDelta entry, ORMapDelta.Builder taken) {
    boolean removed = update.getRemovedList().contains(entry.getKey());
    if ((removed && has(ProxyDefect.ORMAP_REMOVED_LAST))
        || (isZero(entry.getDelta()) && has(ProxyDefect.ORMAP_ZERO_ENTRY_LOST))) {
      return;
    }
    taken.addAdded(taken(value(before, entry), entry));
  }

  private ORMapEntryDelta taken(Optional<Crdt> before, ORMapEntryDelta entry) {
    CrdtDelta delta = entry.getDelta();
    if (delta.hasOrmap() && has(ProxyDefect.ORMAP_NESTED_MAP_LOST)) {
      delta = CrdtDelta.newBuilder().setOrmap(ORMapDelta.getDefaultInstance()).build();
    }
    return entry.toBuilder().setDelta(taken(before, delta)).build();
  }

  private static Optional<Crdt> value(Optional<Crdt> before, ORMapEntryDelta entry) {
    return before
        .filter(ORMap.class::isInstance)
        .map(ORMap.class::cast)
        .flatMap(map -> map.at(entry.getKey()));
  }

  static boolean isZero(CrdtDelta delta) {
    return delta.getAllFields().values().stream()
        .allMatch(change -> ((Message) change).getSerializedSize() == 0);
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}
