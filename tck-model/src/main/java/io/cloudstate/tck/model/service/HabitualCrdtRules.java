package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.CrdtChange;
import io.cloudstate.tck.model.support.crdt.CrdtRules;
import io.cloudstate.tck.model.support.crdt.LWWRegister;
import io.cloudstate.tck.model.support.crdt.ORMap;
import io.cloudstate.tck.model.support.crdt.ORSet;
import io.cloudstate.tck.model.support.crdt.Vote;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Habits in how a CRDT's changes are told: other forms of the same change, in another order. */
final class HabitualCrdtRules extends CrdtRules {
  private final Set<ServiceHabit> habits;

  HabitualCrdtRules(Set<ServiceHabit> habits) {
    this.habits = habits;
  }

  @Override
  protected Optional<CrdtDelta> update(CrdtChange change) {
    boolean isRepeated = change.after() instanceof LWWRegister && change.states().size() > 1;
    if (isRepeated && habits.contains(ServiceHabit.REPEATS_WRITES)) {
      return Optional.of(change.after().whole());
    }
    return change.net().map(net -> told(change, net));
  }

  @Override
  protected Optional<CrdtDelta> updateOnCancel(CrdtChange change) {
    return update(change);
  }

  @Override
  protected List<CrdtStreamOut> ordered(List<CrdtStreamOut> messages) {
    List<CrdtStreamOut> ordered = new ArrayList<>(messages);
    if (habits.contains(ServiceHabit.TELLS_THE_LAST_FIRST)) {
      Collections.reverse(ordered);
    }
    return ordered;
  }

  private CrdtDelta told(CrdtChange change, CrdtDelta net) {
    if (habits.contains(ServiceHabit.CHANGES_CLEAR)) {
      return anew(change, true).orElse(net);
    }
    return habits.contains(ServiceHabit.CHANGES_REMOVE) ? anew(change, false).orElse(net) : net;
  }

  /**
   * A change that empties a set or a map, and fills it. Not of a map with votes in it: what the
   * other nodes vote would be lost.
   */
  private static Optional<CrdtDelta> anew(CrdtChange change, boolean clears) {
    CrdtDelta.Builder delta = CrdtDelta.newBuilder();
    if (change.after() instanceof ORSet set) {
      ORSetDelta.Builder anew = delta.getOrsetBuilder().setCleared(clears);
      if (!clears && change.before().orElse(ORSet.EMPTY) instanceof ORSet former) {
        anew.addAllRemoved(former.elements());
      }
      anew.addAllAdded(set.elements());
      return Optional.of(delta.build());
    }
    if (change.after() instanceof ORMap map && !hasVotes(map)) {
      ORMapDelta.Builder anew = delta.getOrmapBuilder().setCleared(clears);
      if (!clears && change.before().orElse(ORMap.EMPTY) instanceof ORMap former) {
        anew.addAllRemoved(former.keys());
      }
      map.keys()
          .forEach(
              key ->
                  anew.addAdded(
                      ORMapEntryDelta.newBuilder()
                          .setKey(key)
                          .setDelta(map.get(key).orElseThrow().whole())));
      return Optional.of(delta.build());
    }
    return Optional.empty();
  }

  private static boolean hasVotes(Crdt crdt) {
    return crdt instanceof Vote
        || (crdt instanceof ORMap map
            && map.keys().stream().anyMatch(key -> hasVotes(map.get(key).orElseThrow())));
  }
}
