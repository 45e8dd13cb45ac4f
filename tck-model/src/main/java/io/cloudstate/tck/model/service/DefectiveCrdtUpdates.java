package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.CrdtChange;
import io.cloudstate.tck.model.support.crdt.Flag;
import io.cloudstate.tck.model.support.crdt.GCounter;
import io.cloudstate.tck.model.support.crdt.GSet;
import io.cloudstate.tck.model.support.crdt.LWWRegister;
import io.cloudstate.tck.model.support.crdt.ORMap;
import io.cloudstate.tck.model.support.crdt.ORSet;
import io.cloudstate.tck.model.support.crdt.PNCounter;
import io.cloudstate.tck.model.support.crdt.Vote;
import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Defects in the update that a change becomes. */
final class DefectiveCrdtUpdates {
  private DefectiveCrdtUpdates() {}

  /** The update as the defect leaves it. */
  static Optional<CrdtDelta> edited(
      ServiceDefect defect, CrdtChange change, Optional<CrdtDelta> update) {
    Crdt after = change.after();
    return switch (defect) {
      case REGISTER_DEFAULT_NOT_SENT ->
          change.before().isEmpty() && after.equals(change.states().get(0))
              ? Optional.empty()
              : update;
      case CREATION_SENT_AS_UPDATE ->
          change.before().isEmpty() ? Optional.of(after.whole()) : update;
      case UPDATE_WITHOUT_CHANGE -> update.or(() -> Optional.of(nothing(after)));
      case ONLY_LAST_CHANGE_SENT -> lastStep(change, update);
      case GCOUNTER_SENDS_VALUE -> after instanceof GCounter ? whole(update, after) : update;
      case PNCOUNTER_SENDS_VALUE -> after instanceof PNCounter ? whole(update, after) : update;
      case PNCOUNTER_ZERO_CHANGE_SENT ->
          after instanceof PNCounter && isTouched(change)
              ? update.or(() -> Optional.of(nothing(after)))
              : update;
      case PNCOUNTER_DECREASE_NOT_SENT ->
          update.filter(delta -> delta.getPncounter().getChange() >= 0);
      case GSET_SENDS_PRESENT_ELEMENTS ->
          after instanceof GSet && isTouched(change) ? Optional.of(after.whole()) : update;
      case ORSET_CHANGES_NOT_NETTED ->
          after instanceof ORSet && isTouched(change) ? allSteps(change.states()) : update;
      case REGISTER_NEW_CLOCK_NOT_SENT ->
          after instanceof LWWRegister now
                  && former(change, LWWRegister.class)
                      .filter(was -> was.value().equals(now.value()))
                      .isPresent()
              ? Optional.empty()
              : update;
      case REGISTER_CLOCK_STICKS ->
          update.map(delta -> withClockOf(former(change, LWWRegister.class), delta));
      case FLAG_SENT_AGAIN -> after instanceof Flag ? again(change, update) : update;
      case VOTE_SENT_AGAIN -> after instanceof Vote ? again(change, update) : update;
      case VOTE_WITHDRAWAL_NOT_SENT ->
          update.filter(delta -> !delta.hasVote() || delta.getVote().getSelfVote());
      default -> after instanceof ORMap map ? map(defect, change, map, update) : update;
    };
  }

  /** An update that changes nothing, of the type of a CRDT. */
  static CrdtDelta nothing(Crdt crdt) {
    return crdt instanceof Vote || crdt instanceof Flag || crdt instanceof LWWRegister
        ? crdt.whole()
        : DefectiveCrdtRules.initial(crdt).whole();
  }

  /** Whether the command did something to the CRDT, were it in vain. */
  private static boolean isTouched(CrdtChange change) {
    return change.states().size() > 1;
  }

  private static <C extends Crdt> Optional<C> former(CrdtChange change, Class<C> type) {
    return change.before().filter(type::isInstance).map(type::cast);
  }

  private static Optional<CrdtDelta> whole(Optional<CrdtDelta> update, Crdt after) {
    return update.map(delta -> after.whole());
  }

  private static Optional<CrdtDelta> again(CrdtChange change, Optional<CrdtDelta> update) {
    return isTouched(change) ? Optional.of(change.after().whole()) : update;
  }

  private static Optional<CrdtDelta> lastStep(CrdtChange change, Optional<CrdtDelta> update) {
    List<Crdt> states = change.states();
    return states.size() > 2 ? change.after().changeFrom(states.get(states.size() - 2)) : update;
  }

  private static Optional<CrdtDelta> allSteps(List<Crdt> states) {
    ORSetDelta.Builder all = ORSetDelta.newBuilder();
    for (int i = 1; i < states.size(); i++) {
      states
          .get(i)
          .changeFrom(states.get(i - 1))
          .ifPresent(
              step ->
                  all.setCleared(all.getCleared() || step.getOrset().getCleared())
                      .addAllRemoved(step.getOrset().getRemovedList())
                      .addAllAdded(step.getOrset().getAddedList()));
    }
    return all.build().equals(ORSetDelta.getDefaultInstance())
        ? Optional.empty()
        : Optional.of(CrdtDelta.newBuilder().setOrset(all).build());
  }

  private static CrdtDelta withClockOf(Optional<LWWRegister> former, CrdtDelta delta) {
    if (former.isEmpty() || delta.getLwwregister().getClock() != CrdtClock.DEFAULT) {
      return delta;
    }
    CrdtDelta.Builder edited = delta.toBuilder();
    edited
        .getLwwregisterBuilder()
        .setClock(former.get().clock())
        .setCustomClockValue(former.get().customClockValue());
    return edited.build();
  }

  private static Optional<CrdtDelta> map(
      ServiceDefect defect, CrdtChange change, ORMap after, Optional<CrdtDelta> update) {
    BiConsumer<ORMapDelta, ORMapDelta.Builder> edit =
        switch (defect) {
          case MAP_NESTED_VALUE_SENT ->
              (was, delta) ->
                  delta
                      .getUpdatedBuilderList()
                      .forEach(entry -> entry.setDelta(value(after, entry).whole()));
          case MAP_ZERO_ENTRY_WITHOUT_DELTA ->
              (was, delta) ->
                  delta.getAddedBuilderList().stream()
                      .filter(entry -> isInitial(value(after, entry)))
                      .forEach(ORMapEntryDelta.Builder::clearDelta);
          case MAP_NEW_ENTRY_SENT_AS_UPDATED -> (was, delta) -> newAsUpdated(after, was, delta);
          case MAP_NEW_ENTRY_SENT_AS_ZERO ->
              (was, delta) ->
                  delta
                      .getAddedBuilderList()
                      .forEach(
                          entry ->
                              entry.setDelta(
                                  DefectiveCrdtRules.initial(value(after, entry)).whole()));
          case MAP_READDED_ENTRY_NOT_REMOVED ->
              (was, delta) ->
                  former(change, ORMap.class).ifPresent(map -> readdedKept(map, after, delta));
          case MAP_INNER_MAP_NOT_SENT -> DefectiveCrdtUpdates::withoutInnerMaps;
          default -> (was, delta) -> {};
        };
    return update
        .map(
            delta -> {
              ORMapDelta.Builder edited = delta.getOrmap().toBuilder();
              edit.accept(delta.getOrmap(), edited);
              return edited.build();
            })
        .filter(edited -> !edited.equals(ORMapDelta.getDefaultInstance()))
        .map(edited -> CrdtDelta.newBuilder().setOrmap(edited).build());
  }

  private static Crdt value(ORMap map, ORMapEntryDelta.Builder entry) {
    return map.get(entry.getKey()).orElseThrow();
  }

  private static boolean isInitial(Crdt crdt) {
    return DefectiveCrdtRules.initial(crdt).whole().equals(crdt.whole());
  }

  private static void newAsUpdated(ORMap after, ORMapDelta was, ORMapDelta.Builder delta) {
    delta.clearAdded();
    for (ORMapEntryDelta entry : was.getAddedList()) {
      if (isInitial(value(after, entry.toBuilder()))) {
        delta.addAdded(entry);
      } else {
        delta.addUpdated(entry);
      }
    }
  }

  /** Leaves away that keys were removed which are there again. */
  private static void readdedKept(ORMap before, ORMap after, ORMapDelta.Builder delta) {
    delta.clearCleared().clearRemoved();
    before.keys().stream().filter(key -> after.get(key).isEmpty()).forEach(delta::addRemoved);
  }

  private static void withoutInnerMaps(ORMapDelta was, ORMapDelta.Builder delta) {
    delta.clearUpdated();
    was.getUpdatedList().stream()
        .filter(entry -> !entry.getDelta().hasOrmap())
        .forEach(delta::addUpdated);
  }
}
